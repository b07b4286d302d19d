import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { env, reportReady, port } from "./peer.ts";

// The limit: Node's HTTP server, which writes the same response bytes to every request.

const body = await readFile(env("RESPONSE_FILE"));
const headers = { "content-type": "application/json; charset=utf-8", "content-length": body.length };
createServer((request, response) => {
  request.resume().on("end", () => response.writeHead(200, headers).end(body));
}).listen(port, "127.0.0.1", reportReady);
