import { useQuery } from "urql";
import { AccountDocument } from "../../generated/documents.ts";
import type { AccountQuery } from "../../generated/types.ts";
import { failureOf } from "../graphql-failure.ts";
import type { GraphQLFailure } from "../graphql-failure.ts";

/** What the session does not know of its person; asked for anew each time, since other devices change it. */
export function useAccount(): {
  account: AccountQuery["viewer"] | undefined;
  failure: GraphQLFailure | undefined;
  isFetching: boolean;
  refetch: () => void;
} {
  const [{ data, error, fetching, stale }, execute] = useQuery({
    query: AccountDocument,
    requestPolicy: "network-only",
  });
  return {
    account: data?.viewer,
    failure: error && failureOf(error),
    isFetching: fetching || stale,
    refetch: () => execute({ requestPolicy: "network-only" }),
  };
}
