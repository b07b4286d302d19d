/**
 * Translates a statement of a migration for Aurora DSQL: indexes are built by a background job, constraints of an existing
 * table are validated by one, and columns cannot be JSON.
 *
 * @returns statements to be executed one by one, each in a transaction of its own.
 * @see https://docs.aws.amazon.com/aurora-dsql/latest/userguide/working-with-create-index-async.html
 * @see https://docs.aws.amazon.com/aurora-dsql/latest/userguide/alter-table-syntax-support.html
 */
export function toDsql(statement: string): string[] {
  const text = statement
    .split("\n")
    .filter((line) => !line.startsWith("--"))
    .join("\n")
    .trim()
    .replace(/;$/, "");
  const index = /^CREATE (UNIQUE )?INDEX (?<rest>.*)$/s.exec(text);
  if (index) {
    const rest = (index.groups?.["rest"] ?? "")
      .replace(" USING btree", "")
      // All text is in the order of its bytes there.
      .replaceAll(" text_pattern_ops", "");
    return [`CREATE ${index[1] ?? ""}INDEX ASYNC ${rest}`];
  }
  const constraint = /^ALTER TABLE (?<table>"\w+") ADD CONSTRAINT (?<name>"\w+") /.exec(text);
  if (constraint) {
    const { table, name } = constraint.groups ?? {};
    return [`${text} NOT VALID`, `ALTER TABLE ASYNC ${table} VALIDATE CONSTRAINT ${name}`];
  }
  return [text.replaceAll(/\bjsonb\b/g, "text")];
}
