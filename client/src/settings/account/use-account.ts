import { useCallback, useEffect, useState } from "react";
import { useClient } from "urql";
import { AccountDocument } from "../../../generated/documents.ts";
import type { AccountQuery } from "../../../generated/types.ts";
import { failureOf } from "../../failures/graphql-failure.ts";
import type { GraphQLFailure } from "../../failures/graphql-failure.ts";

interface AccountResult {
  account: AccountQuery["viewer"] | undefined;
  failure: GraphQLFailure | undefined;
}

/** The account's data beyond the session's viewer. Fetched on each mount, because other devices may change it. */
export function useAccount(): AccountResult & { isFetching: boolean; refetch: () => void } {
  const client = useClient();
  const [result, setResult] = useState<AccountResult>({ account: undefined, failure: undefined });
  const [requests, setRequests] = useState({ sent: 1, completed: 0 });
  const { sent, completed } = requests;
  useEffect(() => {
    let isCurrent = true;
    const fetchAccount = async () => {
      const { data, error } = await client.query(AccountDocument, {}).toPromise();
      if (!isCurrent) return;
      setResult({ account: data?.viewer, failure: error && failureOf(error) });
      setRequests((before) => ({ ...before, completed: sent }));
    };
    void fetchAccount();
    return () => {
      isCurrent = false;
    };
  }, [client, sent]);
  const refetch = useCallback(() => setRequests((before) => ({ ...before, sent: before.sent + 1 })), []);
  return { ...result, isFetching: completed < sent, refetch };
}
