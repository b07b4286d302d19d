import { connect, type Socket } from "node:net";
import { text } from "node:stream/consumers";

/** A connection by which a test says what no client would. */
export function openSocket(url: string): Socket {
  const { port } = new URL(url);
  const socket = connect(Number(port), "localhost");
  // A server that has had enough may reset the connection.
  socket.on("error", () => {});
  return socket;
}

/** Writes these bytes, and gives all that comes back until the server closes. */
export async function exchange(url: string, bytes: string): Promise<{ status: number; text: string }> {
  const socket = openSocket(url);
  socket.write(bytes);
  const answer = await text(socket);
  return { status: Number(answer.split(" ")[1]), text: answer };
}
