import { createHash } from "node:crypto";
import type { Plugin } from "vite";
import type { PrecacheList } from "./service-worker/precache-list.ts";

/**
 * Writes the list of files into the service worker, and the page that it opens without a connection: the client's own,
 * without what the server adds to it.
 */
export const precache: Plugin = {
  name: "precache",
  apply: "build",
  enforce: "post",
  generateBundle: {
    order: "post",
    handler(_, bundle) {
      const page = bundle["index.html"];
      const worker = bundle["service-worker.js"];
      if (page?.type !== "asset" || worker?.type !== "chunk")
        throw new Error("page or service worker is missing");
      this.emitFile({ type: "asset", fileName: "offline.html", source: page.source });
      const assets = Object.keys(bundle).filter((name) => /^assets\/.*\.(?:js|css)$/u.test(name));
      const files = ["/offline.html", ...assets.toSorted().map((name) => `/${name}`)];
      // Also the worker's own code: with another one the files are stored anew.
      const version = createHash("sha256")
        .update(files.join(" "))
        .update(page.source)
        .update(worker.code)
        .digest("hex")
        .slice(0, 16);
      const list: PrecacheList = { version, files };
      worker.code = `self.precache=${JSON.stringify(list)};${worker.code}`;
    },
  },
};
