import type { DatabaseConfig } from "./database.ts";

/** The database could not be opened; the cause says why. */
export class OpenDatabaseError extends Error {
  override name = "OpenDatabaseError";
  constructor(
    readonly kind: DatabaseConfig["kind"],
    cause: unknown,
  ) {
    super("The database cannot be opened.", { cause });
  }
}
