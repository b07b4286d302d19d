import { GraphiQL } from "graphiql";
import { useMemo, useState } from "react";
import type { SessionSdk } from "../sdk/sdk.ts";
import { createAuthorization } from "./authorization.ts";
import { AuthorizationHeader } from "./AuthorizationHeader.tsx";
import { createFetcher } from "./fetcher.ts";
import { SessionBar } from "./SessionBar.tsx";
import { storageWithoutHeaders } from "./storage-without-headers.ts";
import { firstTabVariables, exampleTabs } from "./example-tabs.ts";

/** GraphiQL with the session's Authorization header, and tabs with example operations. */
export function Playground({ url, sdk }: { url: string; sdk: SessionSdk }) {
  const { session } = sdk;
  const authorization = useMemo(() => createAuthorization(session), [session]);
  const fetcher = useMemo(() => createFetcher(url, session, authorization), [url, session, authorization]);
  const [storage] = useState(() => storageWithoutHeaders(localStorage));
  const [initialVariables] = useState(firstTabVariables);
  return (
    <GraphiQL
      fetcher={fetcher}
      defaultTabs={exampleTabs}
      initialVariables={initialVariables}
      // Shows the editors of variables and headers.
      defaultEditorToolsVisibility
      // Access tokens must not be written to the browser's storage. The option applies to tabs, and not to the history.
      shouldPersistHeaders={false}
      storage={storage}
    >
      <GraphiQL.Logo>
        <SessionBar sdk={sdk} />
      </GraphiQL.Logo>
      <AuthorizationHeader session={session} authorization={authorization} />
    </GraphiQL>
  );
}
