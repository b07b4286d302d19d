/** A row, by the names of its columns. */
export type Row = Record<string, unknown>;

/** Executes one statement, which is a transaction of its own unless one was begun. */
export type RunStatement = (text: string, values?: unknown[]) => Promise<Row[]>;
