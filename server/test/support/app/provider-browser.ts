import {
  DescribeUserPoolClientCommand,
  ListUserPoolClientsCommand,
  UpdateUserPoolClientCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { parseSetCookie, stringifyCookie } from "cookie";
import { openLoginBrowser } from "../../../local-user-pool/clients/login-browser.ts";
import type { Browser } from "./browser.ts";
import { localUserPoolId as UserPoolId, type TestApp } from "./test-app.ts";

/** People of the stub provider, as its page names them. */
export const stubPeople = {
  amira: "Amira Haddad (amira@example.com)",
  ben: "Ben Okafor (ben@example.com)",
  chloe: "Chloé Martin (chloe@example.com)",
  uma: "Uma Unverified (uma@example.com, not verified)",
};

/** The cookie that a browser sends where a page of another site leads it: the others are strict. */
const laxCookie = "cruddur_provider_sign_in";

export type Visit = { status: number; headers: Headers; location: URL };

/** Registers where an app, whose port is known by now, takes browsers back. */
export async function registerCallback({ cognito }: Pick<TestApp, "cognito">, url: string): Promise<void> {
  const { UserPoolClients = [] } = await cognito.send(new ListUserPoolClientsCommand({ UserPoolId }));
  const ClientId = UserPoolClients.find(({ ClientName }) => ClientName === "api")?.ClientId;
  const { UserPoolClient } = await cognito.send(new DescribeUserPoolClientCommand({ UserPoolId, ClientId }));
  const CallbackURLs = [...(UserPoolClient?.CallbackURLs ?? []), `${url}/auth/callback`];
  await cognito.send(
    new UpdateUserPoolClientCommand({ ...UserPoolClient, UserPoolId, ClientId, CallbackURLs }),
  );
}

/** Opens an address of the app in a browser, which keeps the cookies, and does not follow the redirect. */
export async function visit(
  { cookies }: Pick<Browser, "cookies">,
  url: URL | string,
  { isFromOtherSite = false } = {},
): Promise<Visit> {
  const sent = [...cookies].filter(([name]) => !isFromOtherSite || name === laxCookie);
  const response = await fetch(url, {
    redirect: "manual",
    headers: sent.length > 0 ? { cookie: stringifyCookie(Object.fromEntries(sent)) } : {},
  });
  for (const { name, value = "", maxAge } of response.headers
    .getSetCookie()
    .map((each) => parseSetCookie(each))) {
    if (maxAge === 0) cookies.delete(name);
    else cookies.set(name, value);
  }
  const { status, headers } = response;
  return { status, headers, location: new URL(headers.get("location") ?? "about:blank", url) };
}

/**
 * Goes through the stub provider as somebody, or declines.
 *
 * @param start the path at the app, where the browser begins.
 * @returns the address of the callback, which is not opened.
 */
export async function goThroughProvider(
  { url, userPoolUrl }: Pick<TestApp, "url" | "userPoolUrl">,
  browser: Pick<Browser, "cookies">,
  person: string | undefined,
  start = "/auth/start/Google",
): Promise<URL> {
  const { location } = await visit(browser, `${url}${start}`);
  const pool = openLoginBrowser(userPoolUrl);
  // A node may reach the pool through a proxy, which a browser does not need.
  const page = await pool.open(new URL(`${location.pathname}${location.search}`, userPoolUrl));
  const back = await pool.submit(page, person === undefined ? { declined: "true" } : { person });
  if (!(back instanceof URL)) throw new Error(`The pool showed ${back.html}`);
  return back;
}

/** Signs in by the stub provider. */
export async function signInByProvider(
  app: Pick<TestApp, "url" | "userPoolUrl">,
  browser: Pick<Browser, "cookies">,
  person: string,
  start?: string,
): Promise<Visit> {
  const back = await goThroughProvider(app, browser, person, start);
  return await visit(browser, back, { isFromOtherSite: true });
}
