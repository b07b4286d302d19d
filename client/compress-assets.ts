import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, gzip } from "node:zlib";
import type { Plugin } from "vite";

const brotliAsync = promisify(brotliCompress);
const gzipAsync = promisify(gzip);

/** Writes `.br` and `.gz` files beside each text file, so that the server need not compress them per request. */
export const compressAssets: Plugin = {
  name: "compress-assets",
  apply: "build",
  async writeBundle({ dir = "" }, files) {
    const names = Object.keys(files).filter((name) => /\.(?:js|css|html)$/u.test(name));
    await Promise.all(
      names.map(async (name) => {
        const path = join(dir, name);
        const content = await readFile(path);
        await writeFile(`${path}.br`, await brotliAsync(content));
        await writeFile(`${path}.gz`, await gzipAsync(content, { level: 9 }));
      }),
    );
  },
};
