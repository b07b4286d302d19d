import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import type { FastifyReply, FastifyRequest } from "fastify";
import { LRUCache } from "lru-cache";
import Negotiator from "negotiator";
import { sha256 } from "../lib/sha256.ts";

const compress = {
  br: async (text: string) =>
    await promisify(brotliCompress)(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } }),
  gzip: async (text: string) => await promisify(gzip)(text),
};
type Encoding = keyof typeof compress;
const isEncoding = (name: string): name is Encoding => Object.hasOwn(compress, name);

/** Bytes: pages of the last moments, for many readers of the same. */
const maximumBytes = 8 * 1024 * 1024;

export type SendPage = (
  request: FastifyRequest,
  reply: FastifyReply,
  page: { status: number; html: string },
) => Promise<FastifyReply>;

/**
 * Sends a page that browsers and proxies may keep and must revalidate each time, so that nothing is shown after its expiry.
 * The response depends on the language and the encoding that the reader prefers.
 */
export function createSendPage(): SendPage {
  const compressed = new LRUCache<string, Buffer>({
    maxSize: maximumBytes,
    sizeCalculation: ({ length }, key) => length + key.length,
  });
  return async (request, reply, { status, html }) => {
    const etag = `W/"${sha256(html, "base64url").slice(0, 27)}"`;
    void reply
      .code(status)
      .headers({ "cache-control": "no-cache", vary: "Accept-Encoding, Accept-Language" })
      .type("text/html; charset=utf-8");
    if (status === 200) {
      void reply.header("etag", etag);
      if (request.headers["if-none-match"]?.includes(etag)) return await reply.code(304).send();
    }
    const [encoding = "identity"] = new Negotiator(request.raw).encodings(["br", "gzip", "identity"]);
    if (!isEncoding(encoding)) return await reply.send(html);
    const key = `${encoding} ${etag}`;
    const body = compressed.get(key) ?? (await compress[encoding](html));
    compressed.set(key, body);
    return await reply.header("content-encoding", encoding).send(body);
  };
}
