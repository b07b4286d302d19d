/**
 * Sends a request that the SDK would not send.
 *
 * @param body is sent as JSON; a string is sent unchanged.
 */
export async function postGraphql(
  url: string,
  body: object | string,
  headers: Record<string, string> = {},
): Promise<Response> {
  return await fetch(`${url}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });
}
