import { GraphiQL } from "graphiql";
import { useMemo, useState } from "react";
import type { SessionSdk } from "../sdk/sdk.ts";
import { createAuthorization } from "./authorization.ts";
import { AuthorizationHeader } from "./AuthorizationHeader.tsx";
import { createFetcher } from "./fetcher.ts";
import { SessionBar } from "./SessionBar.tsx";
import { firstTabVariables, missionTabs } from "./mission-tabs.ts";

/** GraphiQL on the API, with the session's Authorization in its headers and tabs that walk through the mission. */
export function Playground({ url, sdk }: { url: string; sdk: SessionSdk }) {
  const { session } = sdk;
  const authorization = useMemo(() => createAuthorization(session), [session]);
  const fetcher = useMemo(() => createFetcher(url, session, authorization), [url, session, authorization]);
  const [initialVariables] = useState(firstTabVariables);
  return (
    <GraphiQL
      fetcher={fetcher}
      defaultTabs={missionTabs}
      initialVariables={initialVariables}
      // Variables and headers are half of what there is to see.
      defaultEditorToolsVisibility
      // An access token is never written to the browser's storage.
      shouldPersistHeaders={false}
    >
      <GraphiQL.Logo>
        <SessionBar sdk={sdk} />
      </GraphiQL.Logo>
      <AuthorizationHeader session={session} authorization={authorization} />
    </GraphiQL>
  );
}
