import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { createSession } from "../sdk/session/session.ts";
import { App } from "./App.tsx";
import { SessionContext } from "./session-context.ts";
import { ErrorBoundary } from "./ui/ErrorBoundary.tsx";
import "./ui/base.css";

const API_URL = "/graphql";

const session = createSession({ url: API_URL, delivery: "COOKIE" });
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
