import { useCallback, useEffect, useState } from "react";
import { useClient } from "urql";
import type { TypedDocumentNode } from "urql";
import { failureOf } from "../../failures/graphql-failure.ts";
import type { GraphQLFailure } from "../../failures/graphql-failure.ts";

interface OwnData<Viewer> {
  account: Viewer | undefined;
  failure: GraphQLFailure | undefined;
}

/** Data of the account beyond the session's viewer. Fetched on each mount, because other devices may change it. */
export function useOwnData<Data extends { viewer: unknown }>(
  document: TypedDocumentNode<Data, Record<string, never>>,
): OwnData<Data["viewer"]> & { isFetching: boolean; refetch: () => void } {
  const client = useClient();
  const [result, setResult] = useState<OwnData<Data["viewer"]>>({ account: undefined, failure: undefined });
  const [requests, setRequests] = useState({ sent: 1, completed: 0 });
  const { sent, completed } = requests;
  useEffect(() => {
    let isCurrent = true;
    const fetchAccount = async () => {
      const { data, error } = await client.query(document, {}).toPromise();
      if (!isCurrent) return;
      setResult({ account: data?.viewer, failure: error && failureOf(error) });
      setRequests((before) => ({ ...before, completed: sent }));
    };
    void fetchAccount();
    return () => {
      isCurrent = false;
    };
  }, [client, document, sent]);
  const refetch = useCallback(() => setRequests((before) => ({ ...before, sent: before.sent + 1 })), []);
  return { ...result, isFetching: completed < sent, refetch };
}
