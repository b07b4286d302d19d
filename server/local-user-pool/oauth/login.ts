import { randomBytes, timingSafeEqual } from "node:crypto";
import { eq } from "drizzle-orm";
import { UserPoolException } from "../protocol/exceptions.ts";
import { signInWithPassword } from "../sign-in/auth-flows/user-password-auth.ts";
import { runTriggersAfter } from "../sign-in/finish-sign-in.ts";
import { runTriggersBefore } from "../sign-in/triggers/triggers-before.ts";
import { respondToStep } from "../sign-in/respond-to-challenge.ts";
import type { AuthResponse, Challenge } from "../sign-in/sessions/auth-response.ts";
import { secretHashOf } from "../pools/app-clients.ts";
import { signIns } from "../tables/sign-ins-table.ts";
import type { AuthorizationRequest } from "./authorization-request.ts";
import { withAuthorizationRequest } from "./authorize.ts";
import { grant } from "./grants.ts";
import { loginCookie, toCookie } from "./login-session.ts";
import { redirect } from "../web/response.ts";
import type { WebResponse } from "../web/response.ts";
import type { OAuthRequest } from "./oauth-request.ts";
import { errorPage, type FormPage, formPage, linksPage } from "../web/pages.ts";
import { required } from "./parameters.ts";

const formCookie = "XSRF-TOKEN";
const formCookieSeconds = 60 * 60;

/** `GET /login`: the page of sign-in, for the authorization request in its query. */
export async function showLogin(request: OAuthRequest): Promise<WebResponse> {
  return await withAuthorizationRequest(request, async (asked) => passwordPage(request, asked));
}

/** `POST /login`: checks the password, and asks for a second factor where there is one. */
export async function logIn(request: OAuthRequest): Promise<WebResponse> {
  return await withForm(request, async (asked) => {
    const { context, parameters } = request;
    const username = required(parameters, "username");
    try {
      const password = required(parameters, "password");
      await runTriggersBefore(context, asked.app, username, password);
      const response = await signInWithPassword(context, asked.app, username, password);
      return await proceed(request, asked, username, response);
    } catch (error) {
      return passwordPage(request, asked, problemOf(error));
    }
  });
}

/** `POST /mfa`: the answer to a challenge. */
export async function answerChallenge(request: OAuthRequest): Promise<WebResponse> {
  return await withForm(request, async (asked) => {
    const { context, parameters } = request;
    const name = required(parameters, "challenge");
    const session = required(parameters, "session");
    const username = required(parameters, "username");
    const asks = Object.hasOwn(challengeForms, name) ? challengeForms[name] : undefined;
    if (!asks) return errorPage(400, "This challenge has no page.");
    const secretHash = secretHashOf(asked.app.client, username);
    const responses = {
      USERNAME: username,
      [asks.response]: parameters.get("answer") ?? "",
      ...(secretHash !== undefined && { SECRET_HASH: secretHash }),
    };
    try {
      const answered = await respondToStep(context, asked.app, name, responses, session);
      return await proceed(request, asked, username, answered);
    } catch (error) {
      const challenge = { ChallengeName: name, Session: session, ChallengeParameters: {} };
      return challengePage(request, asked, username, challenge, problemOf(error));
    }
  });
}

type ChallengeForm = { label: string; response: string; autocomplete: string; type?: "password" };

const code = { label: "Code", autocomplete: "one-time-code" };

/** The challenges that have a page. */
const challengeForms: Record<string, ChallengeForm> = {
  SOFTWARE_TOKEN_MFA: {
    ...code,
    label: "Code of the authenticator app",
    response: "SOFTWARE_TOKEN_MFA_CODE",
  },
  SMS_MFA: { ...code, response: "SMS_MFA_CODE" },
  EMAIL_OTP: { ...code, response: "EMAIL_OTP_CODE" },
  SELECT_MFA_TYPE: { label: "Second factor", response: "ANSWER", autocomplete: "off" },
  NEW_PASSWORD_REQUIRED: {
    label: "New password",
    response: "NEW_PASSWORD",
    autocomplete: "new-password",
    type: "password",
  },
};

async function proceed(
  request: OAuthRequest,
  asked: AuthorizationRequest,
  username: string,
  response: AuthResponse,
): Promise<WebResponse> {
  const { context } = request;
  const next = await runTriggersAfter(context, asked.app, response);
  if ("ChallengeName" in next) return challengePage(request, asked, username, next);
  // The pages sign somebody in as the API does, but give out no tokens of it: the app client gets those that it asked for.
  await context.database.delete(signIns).where(eq(signIns.id, next.completed.signIn.id));
  const session = { user: next.user, authTime: context.now };
  const cookies = [loginCookie(asked.app.pool, session), toCookie(formCookie, "", 0)];
  return redirect(await grant(context, asked, session), cookies, 303);
}

/**
 * Accepts a form of these pages alone: with the value that the browser got with the page, so that no other page signs
 * somebody in under another name.
 */
async function withForm(
  request: OAuthRequest,
  respond: (asked: AuthorizationRequest) => Promise<WebResponse>,
): Promise<WebResponse> {
  const { parameters, cookies, origin, sentFrom } = request;
  const isForeign = sentFrom !== undefined && sentFrom !== "null" && sentFrom !== origin;
  if (isForeign || !isSame(parameters.get("_csrf"), cookies.get(formCookie)))
    return errorPage(403, "This form is not from this page. Go back and load the page again.");
  return await withAuthorizationRequest(request, respond);
}

function isSame(one: string | undefined, other: string | undefined): boolean {
  if (!one || !other) return false;
  const [first, second] = [Buffer.from(one), Buffer.from(other)];
  return first.length === second.length && timingSafeEqual(first, second);
}

function passwordPage(request: OAuthRequest, asked: AuthorizationRequest, problem?: string): WebResponse {
  const supported = asked.app.client.settings.SupportedIdentityProviders ?? [];
  const links = supported.filter((name) => name !== "COGNITO").map((name) => toProviderLink(request, name));
  if (links.length > 0 && links.length === supported.length) return linksPage("Sign in", links);
  return form(request, asked, {
    links,
    title: "Sign in",
    action: "/login",
    hidden: {},
    fields: [
      { name: "username", label: "Username, address or phone number", autocomplete: "username" },
      { name: "password", label: "Password", type: "password", autocomplete: "current-password" },
    ],
    submit: "Sign in",
    problem,
  });
}

function toProviderLink({ query }: OAuthRequest, name: string): { label: string; href: string } {
  const parameters = new URLSearchParams(query);
  parameters.delete("idp_identifier");
  parameters.set("identity_provider", name);
  return { label: `Continue with ${name}`, href: `/oauth2/authorize?${parameters.toString()}` };
}

function challengePage(
  request: OAuthRequest,
  asked: AuthorizationRequest,
  username: string,
  challenge: Challenge,
  problem?: string,
): WebResponse {
  const { ChallengeName, Session = "", ChallengeParameters } = challenge;
  const shown = challengeForms[ChallengeName];
  if (!shown)
    return errorPage(
      400,
      `This account must answer ${ChallengeName}, for which an app of the pool is needed.`,
    );
  const { label, autocomplete, type } = shown;
  const options = ChallengeName === "SELECT_MFA_TYPE" ? choicesOf(ChallengeParameters) : undefined;
  return form(request, asked, {
    title: "Sign in",
    action: "/mfa",
    hidden: { challenge: ChallengeName, session: Session, username },
    fields: [{ name: "answer", label, autocomplete, ...(type && { type }), ...(options && { options }) }],
    submit: "Continue",
    problem,
  });
}

function choicesOf({ MFAS_CAN_CHOOSE = "[]" }: Record<string, string>): string[] {
  const choices: unknown = JSON.parse(MFAS_CAN_CHOOSE);
  return Array.isArray(choices) ? choices.map(String) : [];
}

function form(
  { cookies, query }: OAuthRequest,
  { redirectUri }: AuthorizationRequest,
  page: Omit<FormPage, "redirectUri">,
): WebResponse {
  const token = cookies.get(formCookie) || randomBytes(24).toString("base64url");
  return formPage(
    {
      ...page,
      action: `${page.action}?${query}`,
      hidden: { ...page.hidden, _csrf: token },
      redirectUri,
    },
    [toCookie(formCookie, token, formCookieSeconds)],
  );
}

/** What the pool says of a wrong password or code. */
function problemOf(error: unknown): string {
  if (!(error instanceof UserPoolException) || error.cause !== undefined) throw error;
  return error.message;
}
