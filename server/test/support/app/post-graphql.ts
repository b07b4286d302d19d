/**
 * Sends what a test wrote itself, where the SDK would say something else.
 *
 * @param body as JSON; a text as it is.
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
