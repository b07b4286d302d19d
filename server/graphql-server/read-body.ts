import type { IncomingMessage } from "node:http";
import type { HttpProblem } from "../http/problem-response.ts";

/** Larger than any operation of our clients, far smaller than an attack. */
const maximumBytes = 64 * 1024;

const tooLarge: HttpProblem = {
  status: 413,
  code: "BAD_REQUEST",
  message: `The body is too large: send at most ${maximumBytes / 1024} kB.`,
};

const interrupted: HttpProblem = {
  status: 400,
  code: "BAD_REQUEST",
  message: "The body ended early.",
};

/**
 * Reads the body of a request as text, up to 64 kB. Calls back once, for most requests as soon as their only chunk has
 * come: to wait for the end of the stream would cost a turn.
 */
export function readBody(
  request: IncomingMessage,
  done: (body: { text: string } | { problem: HttpProblem }) => void,
): void {
  const length = Number(request.headers["content-length"]);
  if (length > maximumBytes) {
    request.resume();
    done({ problem: tooLarge });
    return;
  }
  if (length > 0) {
    request.once("data", (chunk: Buffer) => {
      if (chunk.length === length) done({ text: chunk.toString() });
      else readRest(request, chunk, done);
    });
  } else readRest(request, undefined, done);
}

function readRest(
  request: IncomingMessage,
  first: Buffer | undefined,
  done: (body: { text: string } | { problem: HttpProblem }) => void,
): void {
  const chunks = first ? [first] : [];
  let bytes = first?.length ?? 0;
  function onData(chunk: Buffer): void {
    bytes += chunk.length;
    if (bytes > maximumBytes) finish({ problem: tooLarge });
    else chunks.push(chunk);
  }
  // Decoded as a whole: a character may be split between chunks.
  const onEnd = (): void => finish({ text: Buffer.concat(chunks, bytes).toString() });
  const onError = (): void => finish({ problem: interrupted });
  function finish(body: { text: string } | { problem: HttpProblem }): void {
    request.off("data", onData).off("end", onEnd).off("error", onError).resume();
    done(body);
  }
  request.on("data", onData).on("end", onEnd).on("error", onError);
}
