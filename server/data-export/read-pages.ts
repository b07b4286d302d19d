/** Rows of a list that are read at once: an export keeps one page of one list in memory. */
export const exportPageSize = 500;

/**
 * Reads a list page by page, each after the last row of the one before.
 *
 * @param read at most `size` rows after the row with an id.
 */
export async function* readPages<Row>(
  read: (after: string | undefined) => Promise<readonly Row[]>,
  toId: (row: Row) => string,
  size = exportPageSize,
): AsyncGenerator<readonly Row[]> {
  for (let after: string | undefined; ;) {
    const rows = await read(after);
    yield rows;
    const last = rows.at(-1);
    if (rows.length < size || last === undefined) return;
    after = toId(last);
  }
}
