const names = new Set<string>();

/**
 * Declares that a statement waits for no rows but those that others hold for the time of one statement: then it may share
 * a connection with its kind, where it waits for those before it.
 *
 * @param name of the prepared statement.
 */
export function declareBriefWrite(name: string): void {
  names.add(name);
}

export function isBriefWrite({ name }: { name?: string | undefined }): boolean {
  return name !== undefined && names.has(name);
}
