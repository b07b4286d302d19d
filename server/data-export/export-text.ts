import type { OwnLists } from "./own-lists.ts";

/** The version of the file's shape. */
const format = 1;

/**
 * The JSON of an export, in pieces: one for each page of each list.
 *
 * @param beforePage called before each page is read; rejects if the export must end.
 */
export async function* writeExport(
  { exportedAt, profile, lists }: { exportedAt: Date; profile: object; lists: OwnLists },
  beforePage: () => Promise<void>,
): AsyncGenerator<string> {
  const head = JSON.stringify({ format, exportedAt, profile });
  yield head.slice(0, -1);
  for (const [name, pages] of Object.entries(lists)) {
    yield `,\n${JSON.stringify(name)}:[`;
    let isFirst = true;
    await beforePage();
    for await (const rows of pages) {
      for (const row of rows) {
        yield `${isFirst ? "" : ","}\n${JSON.stringify(row)}`;
        isFirst = false;
      }
      await beforePage();
    }
    yield "]";
  }
  yield "}\n";
}
