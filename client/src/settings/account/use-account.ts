import { useCallback, useEffect, useState } from "react";
import { useClient } from "urql";
import { AccountDocument } from "../../../generated/documents.ts";
import type { AccountQuery } from "../../../generated/types.ts";
import { failureOf } from "../../failures/graphql-failure.ts";
import type { GraphQLFailure } from "../../failures/graphql-failure.ts";

interface Answer {
  account: AccountQuery["viewer"] | undefined;
  failure: GraphQLFailure | undefined;
}

/** What the session does not know of its person; asked for anew each time, since other devices change it. */
export function useAccount(): Answer & { isFetching: boolean; refetch: () => void } {
  const client = useClient();
  const [answer, setAnswer] = useState<Answer>({ account: undefined, failure: undefined });
  const [requests, setRequests] = useState({ sent: 1, answered: 0 });
  const { sent, answered } = requests;
  useEffect(() => {
    let isCurrent = true;
    const ask = async () => {
      const { data, error } = await client.query(AccountDocument, {}).toPromise();
      if (!isCurrent) return;
      setAnswer({ account: data?.viewer, failure: error && failureOf(error) });
      setRequests((before) => ({ ...before, answered: sent }));
    };
    void ask();
    return () => {
      isCurrent = false;
    };
  }, [client, sent]);
  const refetch = useCallback(() => setRequests((before) => ({ ...before, sent: before.sent + 1 })), []);
  return { ...answer, isFetching: answered < sent, refetch };
}
