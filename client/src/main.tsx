import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./App.tsx";
import { createSessionApi } from "./session-api.ts";
import { SessionContext } from "./session-context.ts";
import { createSession } from "./session.ts";
import { createTabChannel, exclusively } from "./tab-channel.ts";
import { ErrorBoundary } from "./ui/ErrorBoundary.tsx";
import "./ui/base.css";

const API_URL = "/graphql";

const session = createSession({
  api: createSessionApi(API_URL),
  now: () => Date.now(),
  channel: createTabChannel("cruddur-session"),
  exclusively,
});
void session.refresh();

const root = document.getElementById("app");
if (root === null) throw new Error("index.html has no #app");
createRoot(root).render(
  <StrictMode>
    <ErrorBoundary>
      <SessionContext value={session}>
        <App apiUrl={API_URL} />
      </SessionContext>
    </ErrorBoundary>
  </StrictMode>,
);
