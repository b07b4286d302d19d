/** The path that the user pool sends browsers back to; it is one of the app client's callback URLs. */
export const callbackPath = "/auth/callback";

/** Where a browser begins to sign in by a provider. */
export function startPathOf(provider: string): string {
  return `/auth/start/${encodeURIComponent(provider)}`;
}

/** Cognito's names of the social providers that people know by another one. */
const labels: Readonly<Record<string, string>> = {
  LoginWithAmazon: "Amazon",
  SignInWithApple: "Apple",
};

/** What people call a provider: Cognito's name, in a pool of OIDC and SAML providers the operator's. */
export function labelOfProvider(name: string): string {
  return Object.hasOwn(labels, name) ? (labels[name] ?? name) : name;
}

/** The page of the web client that a failed sign-in by a provider leads to. */
export const problemPage = "/sign-in";

/** Why a sign-in by a provider did not lead to a session. Stable: pages translate them. */
export type ProviderProblem =
  /** A parameter of the start or the callback is missing, doubled, too long or malformed. */
  | "INVALID_REQUEST"
  /** The app client does not have this provider, or the pool no domain. */
  | "PROVIDER_NOT_AVAILABLE"
  /** It was not begun in this browser, was finished already, or took longer than ten minutes. */
  | "SIGN_IN_EXPIRED"
  | "PROVIDER_DECLINED"
  | "PROVIDER_FAILED"
  | "REFUSED_BY_POOL"
  /** The address has an account: a sign-in to that, within ten minutes, links the provider by `linkIdentityProvider`. */
  | "ACCOUNT_LINK_REQUIRED"
  /** To be linked: it is of an account already, perhaps of the same one. */
  | "PROVIDER_IN_USE"
  /** To be linked: it names another address than the account's, or has not verified it. */
  | "PROVIDER_ADDRESS_DIFFERS"
  | "INVALID_CREDENTIALS"
  | "RATE_LIMITED"
  | "AUTH_UNAVAILABLE";

const maximumPathLength = 2000;

/**
 * The path to come back to, if it is one of this origin: `//host` and `/\host` are other origins to a browser, and a path of
 * ours would begin a sign-in again.
 */
export function toReturnPath(text: string): string | undefined {
  if (text.length > maximumPathLength || !/^\/(?![/\\])[\x21-\x7e]*$/.test(text)) return undefined;
  const base = "http://own.invalid";
  if (!URL.canParse(text, base)) return undefined;
  const { origin, pathname, search, hash } = new URL(text, base);
  if (origin !== base || pathname.startsWith("//") || /^\/auth(\/|$)/.test(pathname)) return undefined;
  return `${pathname}${search}${hash}`;
}
