const name = String.raw`"\w+"`;
const columns = String.raw`\(${name}(?:,${name})*\)`;

/** @see https://docs.aws.amazon.com/aurora-dsql/latest/userguide/working-with-postgresql-compatibility-supported-data-types.html */
const type = [
  "boolean|smallint|integer|bigint|real|double precision|text|uuid|date|bytea",
  String.raw`numeric\(\d+, ?\d+\)|(?:varchar|char)\(\d+\)|timestamp(?: \(\d\))?(?: with time zone)?`,
].join("|");

const literal = String.raw`-?\d+|true|false|'[^']*'|now\(\)`;

/** A new table has no rows yet, so its columns may have every constraint but SERIAL, COLLATE and GENERATED. */
const tableElement = new RegExp(
  [
    `^${name} (?:${type})(?: PRIMARY KEY)?(?: DEFAULT (?:${literal}))?(?: NOT NULL)?$`,
    String.raw`^CONSTRAINT ${name} (?:(?:PRIMARY KEY|UNIQUE)${columns}|CHECK \(.+\))$`,
  ].join("|"),
);

/** @see https://docs.aws.amazon.com/aurora-dsql/latest/userguide/create-table-syntax-support.html */
function isCreateTable(statement: string): boolean {
  const elements = new RegExp(String.raw`^CREATE TABLE ${name} \(\n(?<elements>.*)\n\)$`, "s").exec(
    statement,
  );
  const lines = elements?.groups?.["elements"]?.split(",\n") ?? [];
  return lines.length > 0 && lines.every((line) => tableElement.test(line.trim()));
}

const alterTable = `ALTER TABLE ${name}`;

/** @see https://docs.aws.amazon.com/aurora-dsql/latest/userguide/alter-table-syntax-support.html */
const alterations = [
  // Existing rows are never rewritten: a new column has a type, and neither a default nor NOT NULL.
  `${alterTable} ADD COLUMN ${name} (?:${type})`,
  `${alterTable} DROP COLUMN ${name}`,
  // A default for future rows; existing ones keep null.
  `${alterTable} ALTER COLUMN ${name} SET DEFAULT (?:${literal})`,
  `${alterTable} ALTER COLUMN ${name} DROP (?:DEFAULT|NOT NULL)`,
  // Added for new rows, then validated for the existing ones by a job. A unique constraint cannot be NOT VALID.
  String.raw`${alterTable} ADD CONSTRAINT ${name} (?:CHECK|FOREIGN KEY) \(.+ NOT VALID`,
  `ALTER TABLE ASYNC ${name} VALIDATE CONSTRAINT ${name}`,
  `${alterTable} DROP CONSTRAINT ${name}`,
  `${alterTable} RENAME (?:COLUMN ${name} )?TO ${name}`,
];

/** @see https://docs.aws.amazon.com/aurora-dsql/latest/userguide/create-index-syntax-support.html */
const indexes = [
  // Of plain columns: neither an order, nor an access method, nor a condition.
  `CREATE (?:UNIQUE )?INDEX ASYNC ${name} ON ${name} ${columns}`,
  `DROP INDEX ${name}`,
];

const accepted = new RegExp(`^(?:${[...alterations, ...indexes, `DROP TABLE ${name}`].join("|")})$`, "s");

/**
 * Whether a statement of a migration has one of the forms that Aurora DSQL documents. A form that is not listed counts as
 * refused, also one that changes rows: a transaction of DSQL changes at most 3,000.
 */
export function isAcceptedByDsql(statement: string): boolean {
  return isCreateTable(statement) || accepted.test(statement);
}
