import { Column, type GetColumnData, is } from "drizzle-orm";

/** The columns that a query selects, by the names that the query gives them; may be nested. */
export type Selection = { readonly [name: string]: Column | Selection };

/** The values of a row as the driver returns them, in the order of the selection. */
export type RawRow = readonly unknown[];

declare const valueType: unique symbol;

/** The position of a column in a raw row, with the type of the column's values. */
export type Position<Value> = number & { readonly [valueType]: Value };

/** Both drivers return timestamps as text. */
type RawValue<Field extends Column> = Date extends Field["_"]["data"]
  ? string | Extract<GetColumnData<Field>, null>
  : GetColumnData<Field>;

/** The position of each selected column, by its name. */
export type Positions<Fields> = {
  readonly [Name in keyof Fields]: Fields[Name] extends Column
    ? Position<RawValue<Fields[Name]>>
    : Positions<Fields[Name]>;
};

/** Numbers the columns of a selection in the order in which drizzle selects them. */
export function positionsOf<Fields extends Selection>(selection: Fields): Positions<Fields>;
export function positionsOf(selection: Selection): unknown {
  let next = 0;
  const number = (fields: Selection): unknown =>
    Object.fromEntries(
      Object.entries(fields).map(([name, field]) => [name, is(field, Column) ? next++ : number(field)]),
    );
  return number(selection);
}

/** The value of a column in a raw row. */
export function valueAt<Value>(row: RawRow, position: Position<Value>): Value;
export function valueAt(row: RawRow, position: number): unknown {
  return row[position];
}

/** Postgres leaves out the zeros at the end of a fraction of a second. */
const missingZeros: Record<number, string> = { 26: "", 25: "0", 24: "00", 22: ".000" };

/**
 * The timestamp in a column as ISO 8601. Nearly all of Postgres' timestamps look like `2026-11-23 04:02:35.123+00`; those
 * of another zone or precision take the slower way.
 */
export function isoTimeAt(row: RawRow, position: Position<string>): string {
  const timestamp = valueAt(row, position);
  const zeros = missingZeros[timestamp.length];
  return zeros !== undefined && timestamp.endsWith("+00")
    ? `${timestamp.slice(0, 10)}T${timestamp.slice(11, -3)}${zeros}Z`
    : new Date(timestamp).toISOString();
}
