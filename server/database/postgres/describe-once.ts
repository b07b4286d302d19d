import pg, { type ClientBase, type Connection, type FieldDef } from "pg";

type Callback = (error: Error | undefined, result?: unknown) => void;
type SendQuery = (...args: unknown[]) => unknown;
type Parse = (value: string) => unknown;

/** A named statement that returns rows as arrays, as drizzle sends it. */
type NamedStatement = {
  name: string;
  text: string;
  types: { getTypeParser: (oid: number, format: "text") => Parse };
};

/** What Postgres has told of the columns of a statement, with the functions that convert their values. */
type Columns = { fields: FieldDef[]; parsers: Parse[] };

/**
 * Asks for the columns of a named statement once per connection. The driver asks each time (Describe), and makes the same
 * answer into functions each time. A statement that is executed again is one message to the socket, in place of four.
 *
 * @see https://www.postgresql.org/docs/current/protocol-flow.html#PROTOCOL-FLOW-EXT-QUERY
 */
export function describeOnce(client: ClientBase): void {
  const known = new Map<string, Columns>();
  const send = client.query.bind(client) as SendQuery;
  const query: SendQuery = (...args) => {
    const [statement, given] = args;
    const callback = args.at(-1);
    if (!isCallback(callback) || !isNamedStatement(statement)) return send(...args);
    const columns = known.get(statement.name);
    if (!columns) {
      return send(...args.slice(0, -1), (error: Error | undefined, result?: { fields: FieldDef[] }) => {
        if (result && result.fields.length > 0)
          known.set(statement.name, toColumns(statement, result.fields));
        callback(error, result);
      });
    }
    const values: unknown = Array.isArray(given) ? given : Reflect.get(statement, "values");
    const message = toMessage(statement.name, Array.isArray(values) ? values : []);
    return message ? send(new RepeatedQuery(statement, message, columns), callback) : send(...args);
  };
  Object.assign(client, { query });
}

function isCallback(value: unknown): value is Callback {
  return typeof value === "function";
}

function isNamedStatement(statement: unknown): statement is NamedStatement {
  return (
    typeof statement === "object" &&
    statement !== null &&
    "name" in statement &&
    typeof statement.name === "string" &&
    "types" in statement &&
    statement.types !== undefined &&
    "rowMode" in statement &&
    statement.rowMode === "array"
  );
}

function toColumns({ types }: NamedStatement, fields: FieldDef[]): Columns {
  return { fields, parsers: fields.map(({ dataTypeID }) => types.getTypeParser(dataTypeID, "text")) };
}

/**
 * The execution of a statement that the connection has executed before. The driver calls its methods with the messages of
 * Postgres, and sets `callback`; in a pipeline it accepts its own class alone.
 */
class RepeatedQuery extends pg.Query {
  readonly name: string;
  readonly #columns: Columns;
  readonly #rows: unknown[][] = [];
  #rowCount: number | null = null;
  #failure: Error | undefined;
  callback: Callback | undefined;
  override submit: (connection: Connection) => void;

  constructor({ name, text }: NamedStatement, message: Buffer, columns: Columns) {
    super(text);
    this.name = name;
    this.#columns = columns;
    this.submit = ({ stream }) => {
      // Where the connection is broken the driver fails all statements.
      if (stream.writable) stream.write(message);
    };
  }

  handleDataRow({ fields: row }: { fields: unknown[] }): void {
    const { parsers } = this.#columns;
    try {
      for (let index = 0; index < row.length; index += 1) {
        const value = row[index];
        if (typeof value === "string") row[index] = parsers[index]?.(value);
      }
      this.#rows.push(row);
    } catch (error) {
      this.#failure = error instanceof Error ? error : new Error("A value cannot be read.", { cause: error });
    }
  }

  handleCommandComplete({ text }: { text: string }): void {
    const count = Number(text.slice(text.lastIndexOf(" ") + 1));
    this.#rowCount = Number.isNaN(count) ? null : count;
  }

  handleError(error: Error): void {
    this.callback?.(error);
  }

  handleReadyForQuery(): void {
    if (this.#failure) return this.callback?.(this.#failure);
    const { fields } = this.#columns;
    this.callback?.(undefined, { rows: this.#rows, fields, rowCount: this.#rowCount });
  }
}

/** Execute, for all rows of the unnamed portal; Sync. */
const executeAndSync = Buffer.from([0x45, 0, 0, 0, 9, 0, 0, 0, 0, 0, 0x53, 0, 0, 0, 4]);

/**
 * The messages Bind, Execute and Sync; all values are text.
 *
 * @returns undefined where a value is left to the driver.
 * @see https://www.postgresql.org/docs/current/protocol-message-formats.html
 */
function toMessage(name: string, values: unknown[]): Buffer | undefined {
  const texts: (string | null)[] = [];
  // Length, portal, name, and the numbers of formats, values and formats of columns.
  let length = 4 + 1 + name.length + 1 + 2 + 2 + 2;
  for (const value of values) {
    const text = toText(value);
    if (text === undefined) return undefined;
    texts.push(text);
    length += 4 + (text === null ? 0 : Buffer.byteLength(text));
  }
  const message = Buffer.allocUnsafe(1 + length + executeAndSync.length);
  let at = message.writeUInt8(0x42);
  at = message.writeInt32BE(length, at);
  at = message.writeUInt8(0, at);
  at += message.write(name, at, "latin1");
  at = message.writeUInt8(0, at);
  at = message.writeInt16BE(0, at);
  at = message.writeUInt16BE(texts.length, at);
  for (const text of texts) {
    if (text === null) at = message.writeInt32BE(-1, at);
    else {
      const size = message.write(text, at + 4);
      message.writeInt32BE(size, at);
      at += 4 + size;
    }
  }
  at = message.writeInt16BE(0, at);
  executeAndSync.copy(message, at);
  return message;
}

function toText(value: unknown): string | null | undefined {
  switch (typeof value) {
    case "string":
      return value;
    case "number":
    case "boolean":
    case "bigint":
      return String(value);
    case "undefined":
      return null;
    default:
      return value === null ? null : undefined;
  }
}
