import { emailOf, password } from "./pool.ts";

/**
 * Signs accounts in through the API, in turn.
 *
 * @param accounts how many there are.
 * @returns what signs in once more; resolves to the refresh tokens of as many sessions.
 */
export function sessionsOf(url: string, accounts: number): (count: number) => Promise<string[]> {
  let number = 0;
  return async (count) => {
    const refreshTokens: string[] = [];
    for (let left = count; left > 0; left -= 2) {
      const some = Array.from({ length: Math.min(2, left) }, async () => {
        number += 1;
        return await signIn(url, number % accounts);
      });
      refreshTokens.push(...(await Promise.all(some)));
    }
    return refreshTokens;
  };
}

async function signIn(url: string, number: number): Promise<string> {
  const query = `mutation ($input: SignInInput!) { signIn(input: $input) { ... on SignedIn { session { refreshToken } } } }`;
  const variables = { input: { identifier: emailOf(number), password, refreshTokenDelivery: "PAYLOAD" } };
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ query, variables }),
  });
  const text = await response.text();
  const refreshToken = /"refreshToken":"([^"]+)"/.exec(text)?.[1];
  if (refreshToken === undefined) throw new Error(`An account was not signed in: ${text}`);
  return refreshToken;
}
