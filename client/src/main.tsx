import { StrictMode, Suspense } from "react";
import { createRoot } from "react-dom/client";
import { createSession } from "../sdk/session/session.ts";
import { API_URL } from "./api-url.ts";
import { App } from "./App.tsx";
import { LanguageProvider } from "./i18n/language.tsx";
import { fetchAndRemember } from "./last-request-id.ts";
import { SessionContext } from "./session-context.ts";
import { ErrorBoundary } from "./shell/ErrorBoundary.tsx";
import { followPlaces } from "./shell/places.ts";
import { followTheme } from "./theme/theme.ts";
import "./ui/base.css";

const session = createSession({ url: API_URL, delivery: "COOKIE", fetch: fetchAndRemember });
void session.refresh();
followTheme();
followPlaces();

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
