import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, gzip } from "node:zlib";
import type { Plugin } from "vite";

const asBrotli = promisify(brotliCompress);
const asGzip = promisify(gzip);

/** Lays a compressed copy beside each file of text, which the server sends to whoever takes one: once is enough. */
export const compressAssets: Plugin = {
  name: "compressed-files",
  apply: "build",
  async writeBundle({ dir = "" }, files) {
    const texts = Object.keys(files).filter((name) => /\.(?:js|css|html)$/u.test(name));
    await Promise.all(
      texts.map(async (name) => {
        const path = join(dir, name);
        const text = await readFile(path);
        await writeFile(`${path}.br`, await asBrotli(text));
        await writeFile(`${path}.gz`, await asGzip(text, { level: 9 }));
      }),
    );
  },
};
