import { connect, type Socket } from "node:net";
import { text } from "node:stream/consumers";

/** Opens a connection for requests that no HTTP client would send. */
export function openSocket(url: string): Socket {
  const { port } = new URL(url);
  const socket = connect(Number(port), "localhost");
  // The server may reset the connection.
  socket.on("error", () => {});
  return socket;
}

/** Sends bytes, and returns what the server sends until it closes the connection. */
export async function exchange(url: string, bytes: string): Promise<{ status: number; text: string }> {
  const socket = openSocket(url);
  socket.write(bytes);
  const response = await text(socket);
  return { status: Number(response.split(" ")[1]), text: response };
}
