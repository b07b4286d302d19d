import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { env, isReady, port } from "./peer.ts";

// The limit: Node's own HTTP server that writes the answer's bytes, whatever is asked and whoever asks.

const body = await readFile(env("ANSWER"));
const headers = { "content-type": "application/json; charset=utf-8", "content-length": body.length };
createServer((request, response) => {
  request.resume().on("end", () => response.writeHead(200, headers).end(body));
}).listen(port, "127.0.0.1", isReady);
