import { AuthOptionsDocument } from "../../generated/documents.ts";
import type { AuthOptionsQuery } from "../../generated/types.ts";
import { apiFetch } from "../api/api-fetch.ts";
import { API_URL } from "../api/api-url.ts";
import { withPersistedDocumentFallback } from "../api/persisted-documents.ts";

/** What the user pool offers for sign-up and sign-in. */
export type AuthOptions = AuthOptionsQuery["authOptions"];

/** Used while the API does not respond: those of the pool that `npm run provision` makes. */
const emailOptions: AuthOptions = {
  identifiers: ["EMAIL"],
  signUpIsOpen: true,
  signUpFields: ["EMAIL", "NAME", "HANDLE"],
  requiredAttributes: [],
  optionalAttributes: [],
  passwordPolicy: { minimumLength: 12, maximumLength: 256, requires: [] },
  passwordRecovery: ["EMAIL"],
  firstFactors: ["PASSWORD"],
  passwordIsRequired: true,
  secondFactors: ["SOFTWARE_TOKEN_MFA"],
  mfaIsRequired: false,
  devicesCanBeRemembered: false,
  identityProviders: [],
};

/** How long a form waits for its fields. */
const TIMEOUT_MS = 3000;
/** Forms that are opened later ask again. */
const KEEP_MS = 60_000;

let loading: Promise<AuthOptions> | undefined;

/** The pool's options, as of the last minute. Never rejects: the e-mail form is shown where the API does not respond. */
export function loadAuthOptions(): Promise<AuthOptions> {
  if (loading === undefined) {
    loading = fetchAuthOptions().catch(() => emailOptions);
    setTimeout(() => {
      loading = undefined;
    }, KEEP_MS);
  }
  return loading;
}

/** Without a token: the options are everybody's, and the header needs them outside of the page's urql client. */
async function fetchAuthOptions(): Promise<AuthOptions> {
  const documentId: unknown = Reflect.get(AuthOptionsDocument, "documentId");
  const response = await withPersistedDocumentFallback(apiFetch)(API_URL, {
    method: "POST",
    headers: { "content-type": "application/json", accept: "application/graphql-response+json" },
    body: JSON.stringify({ operationName: "AuthOptions", documentId, variables: {} }),
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  const { data }: { data?: AuthOptionsQuery } = await response.json();
  return data?.authOptions ?? emailOptions;
}
