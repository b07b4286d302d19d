import { Client, fetchExchange } from "urql";
import { RefreshSessionDocument, SignOutDocument } from "../generated/documents.ts";
import { fetchWithTimeout } from "./fetch-with-timeout.ts";
import type { SessionApi } from "./session.ts";

/** Asks the API outside the signed-in client, whose requests wait for these. */
export function createSessionApi(url: string): SessionApi {
  const client = new Client({
    url,
    exchanges: [fetchExchange],
    preferGetMethod: false,
    fetch: fetchWithTimeout,
  });

  return {
    async refresh() {
      const { data, error } = await client.mutation(RefreshSessionDocument, {}).toPromise();
      if (data === undefined) throw error ?? new Error("No answer to refreshSession");
      const { refreshSession } = data;
      if (refreshSession.__typename === "SignedIn") return refreshSession.session;
      if (refreshSession.problems.some(({ code }) => code === "SESSION_EXPIRED")) return undefined;
      throw new Error("refreshSession cannot be answered now");
    },

    async signOut(accessToken) {
      const fetchOptions =
        accessToken === undefined ? {} : { headers: { authorization: `Bearer ${accessToken}` } };
      const { data, error } = await client.mutation(SignOutDocument, {}, { fetchOptions }).toPromise();
      if (data?.signOut.__typename !== "SignedOut") throw error ?? new Error("signOut was rejected");
    },
  };
}
