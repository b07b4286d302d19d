import { Client, fetchExchange } from "urql";
import { RefreshSessionDocument, SignOutDocument } from "../generated/documents.ts";
import { failureOf } from "./graphql-failure.ts";
import type { SessionApi } from "./session.ts";

/** Long enough for a slow phone; an answer that never comes must not hold the lock that the other tabs wait for. */
const TIMEOUT_MS = 20_000;

/** Asks the API outside the signed-in client, whose requests wait for these. */
export function createSessionApi(url: string): SessionApi {
  const client = new Client({ url, exchanges: [fetchExchange], preferGetMethod: false });

  return {
    async refresh() {
      const fetchOptions = { signal: AbortSignal.timeout(TIMEOUT_MS) };
      const { data, error } = await client.mutation(RefreshSessionDocument, {}, { fetchOptions }).toPromise();
      if (data === undefined) throw error ?? new Error("No answer to refreshSession");
      const { refreshSession } = data;
      if (refreshSession.__typename === "SignedIn") return refreshSession.session;
      if (refreshSession.problems.some(({ code }) => code === "SESSION_EXPIRED")) return undefined;
      throw new Error("refreshSession cannot be answered now");
    },

    async signOut(accessToken) {
      const fetchOptions = {
        signal: AbortSignal.timeout(TIMEOUT_MS),
        headers: { authorization: `Bearer ${accessToken}` },
      };
      const { data, error } = await client.mutation(SignOutDocument, {}, { fetchOptions }).toPromise();
      if (data?.signOut.__typename === "SignedOut") return "signedOut";
      if (error && failureOf(error).kind === "tokenExpired") return "tokenExpired";
      throw error ?? new Error("signOut was rejected");
    },
  };
}
