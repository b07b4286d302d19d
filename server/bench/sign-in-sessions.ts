import { emailOf, password } from "./pool.ts";

/** Sessions of one account, below the number at which the oldest ends. */
const sessionsOfAccount = 40;

/** Signs accounts in through the API; resolves to the refresh tokens of as many sessions. */
export async function signInSessions(url: string, count: number): Promise<string[]> {
  const refreshTokens: string[] = [];
  for (let number = 0; number < count; number += 2)
    refreshTokens.push(...(await Promise.all([signIn(url, number), signIn(url, number + 1)])));
  return refreshTokens;
}

async function signIn(url: string, number: number): Promise<string> {
  const query = `mutation ($input: SignInInput!) { signIn(input: $input) { ... on SignedIn { session { refreshToken } } } }`;
  const email = emailOf(Math.floor(number / sessionsOfAccount));
  const variables = { input: { identifier: email, password, refreshTokenDelivery: "PAYLOAD" } };
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
