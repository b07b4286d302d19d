import { randomUUID } from "node:crypto";
import type { Browser } from "./browser.ts";
import type { TestApp } from "./test-app.ts";

export type Account = { email: string; password: string; name: string; handle: string };

/** The data of a new account; address and handle are unique. */
export function newAccount(overrides: Partial<Account> = {}): Account {
  const unique = randomUUID().replaceAll("-", "").slice(0, 12);
  return {
    email: `${unique}@enterprise.example`,
    password: "a long enough pass phrase",
    name: "Deanna Troi",
    handle: `deanna_${unique}`,
    ...overrides,
  };
}

/** The code in the newest mail to an address. */
export async function newestCode(app: TestApp, email: string): Promise<string> {
  const { code } = await app.newestMail(email);
  if (code === null) throw new Error(`The newest mail to ${email} has no code.`);
  return code;
}

export type Person = Account & { browser: Browser; accessToken: string };

/** Signs up, confirms the account, and signs in, in a browser of its own. */
export async function signUpPerson(app: TestApp, overrides: Partial<Account> = {}): Promise<Person> {
  const account = newAccount(overrides);
  const browser = app.browser();
  const { signUp } = await browser.sdk.signUp({ input: account });
  if (signUp.__typename !== "CodeSent") throw new Error(`signUp led to ${JSON.stringify(signUp)}`);
  const input = { identifier: account.email, code: await newestCode(app, account.email) };
  const { confirmSignUp } = await browser.sdk.confirmSignUp({ input });
  if (confirmSignUp.__typename !== "SignedIn")
    throw new Error(`confirmSignUp led to ${JSON.stringify(confirmSignUp)}`);
  const { accessToken } = confirmSignUp.session;
  browser.useAccessToken(accessToken);
  return { ...account, browser, accessToken };
}

/** Signs in with the password, on another device. */
export async function signInPerson(
  node: Pick<TestApp, "browser">,
  { email, password }: Pick<Account, "email" | "password">,
  headers: Record<string, string> = {},
): Promise<{ browser: Browser; accessToken: string }> {
  const browser = node.browser();
  const { signIn } = await browser.sdk.signIn({ input: { identifier: email, password } }, { headers });
  if (signIn.__typename !== "SignedIn") throw new Error(`signIn led to ${JSON.stringify(signIn)}`);
  const { accessToken } = signIn.session;
  browser.useAccessToken(accessToken);
  return { browser, accessToken };
}

/** Signs in again in the same browser: for a token that has not expired, or that has new claims. */
export async function signInAgain(
  { browser, email, password }: Person,
  headers: Record<string, string> = {},
): Promise<void> {
  const { signIn } = await browser.sdk.signIn({ input: { identifier: email, password } }, { headers });
  if (signIn.__typename !== "SignedIn") throw new Error(`signIn led to ${JSON.stringify(signIn)}`);
  browser.useAccessToken(signIn.session.accessToken);
}
