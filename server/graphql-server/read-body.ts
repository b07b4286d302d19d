import { isUtf8 } from "node:buffer";
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

const notUtf8: HttpProblem = {
  status: 400,
  code: "BAD_REQUEST",
  message: "The body is not UTF-8.",
};

type Body = { text: string } | { problem: HttpProblem };

/**
 * Reads the body of a request as text, up to 64 kB. Calls back once, for most requests as soon as their only chunk has
 * come: to wait for the end of the stream would cost a turn.
 *
 * @param beginWaiting called for a body that comes in pieces; what it returns is called when the body is there.
 */
export function readBody(
  request: IncomingMessage,
  beginWaiting: () => () => void,
  done: (body: Body) => void,
): void {
  const readRest = (first?: Buffer): void => {
    const end = beginWaiting();
    readPieces(request, first, (body) => {
      end();
      done(body);
    });
  };
  const length = Number(request.headers["content-length"]);
  if (length > maximumBytes) {
    request.resume();
    done({ problem: tooLarge });
    return;
  }
  if (length > 0) {
    request.once("data", (chunk: Buffer) => {
      if (chunk.length === length) {
        // Node discards a paused request with its response, which is cheaper than the events of its end.
        request.pause();
        done(decode(chunk));
      } else readRest(chunk);
    });
  } else readRest();
}

function readPieces(request: IncomingMessage, first: Buffer | undefined, done: (body: Body) => void): void {
  const chunks = first ? [first] : [];
  let bytes = first?.length ?? 0;
  function onData(chunk: Buffer): void {
    bytes += chunk.length;
    if (bytes > maximumBytes) finish({ problem: tooLarge });
    else chunks.push(chunk);
  }
  // Decoded as a whole: a character may be split between chunks.
  const onEnd = (): void => finish(decode(Buffer.concat(chunks, bytes)));
  const onError = (): void => finish({ problem: interrupted });
  function finish(body: { text: string } | { problem: HttpProblem }): void {
    request.off("data", onData).off("end", onEnd).off("error", onError).resume();
    done(body);
  }
  request.on("data", onData).on("end", onEnd).on("error", onError);
}

/** Replacement characters would spoil names for good, and let different passwords open one account. */
function decode(bytes: Buffer): Body {
  return isUtf8(bytes) ? { text: bytes.toString() } : { problem: notUtf8 };
}
