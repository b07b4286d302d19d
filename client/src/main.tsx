import { StrictMode, Suspense } from "react";
import { createRoot } from "react-dom/client";
import { createSession } from "../sdk/session/session.ts";
import { API_URL } from "./api/api-url.ts";
import { App } from "./App.tsx";
import { LanguageProvider } from "./i18n/language.tsx";
import { apiFetch } from "./api/api-fetch.ts";
import { SessionContext } from "./session/session-context.ts";
import { ErrorBoundary } from "./shell/page/ErrorBoundary.tsx";
import { followKept } from "./navigation/history-store.ts";
import { followPlaces } from "./navigation/scroll-restoration.ts";
import { followTheme } from "./preferences/theme.ts";
import "./ui/styles/base.css";

const session = createSession({ url: API_URL, delivery: "COOKIE", fetch: apiFetch });
void session.refresh();
followTheme();
followPlaces();
followKept();

const root = document.getElementById("app");
if (root === null) throw new Error("index.html has no #app");
createRoot(root).render(
  <StrictMode>
    <LanguageProvider>
      <Suspense fallback={null}>
        <ErrorBoundary>
          <SessionContext value={session}>
            <App />
          </SessionContext>
        </ErrorBoundary>
      </Suspense>
    </LanguageProvider>
  </StrictMode>,
);
