import { StrictMode, Suspense } from "react";
import { createRoot } from "react-dom/client";
import { createSession } from "../sdk/session/session.ts";
import { apiFetch } from "./api/api-fetch.ts";
import { API_URL } from "./api/api-url.ts";
import { App } from "./App.tsx";
import { applyStoredLanguage, LanguageProvider } from "./i18n/language.tsx";
import { restoreHistoryStore } from "./navigation/history-store.ts";
import { preloadOnIntent } from "./navigation/preload-on-intent.ts";
import { startCountingPages } from "./navigation/previous-page.ts";
import { ShownLocationProvider } from "./navigation/ShownLocation.tsx";
import { startScrollRestoration } from "./navigation/scroll-restoration.ts";
import { applyStoredTheme } from "./preferences/theme.ts";
import { preloadRoute } from "./routes.tsx";
import { registerServiceWorker } from "./service-worker/register-service-worker.ts";
import { SessionContext } from "./session/session-context.ts";
import { ErrorBoundary } from "./shell/page/ErrorBoundary.tsx";
import "./ui/styles/base.css";

applyStoredLanguage();
const session = createSession({ url: API_URL, delivery: "COOKIE", fetch: apiFetch });
void session.refresh();
applyStoredTheme();
startScrollRestoration();
restoreHistoryStore();
startCountingPages();
preloadRoute(location.pathname);
preloadOnIntent(preloadRoute);
registerServiceWorker();

const root = document.getElementById("app");
if (root === null) throw new Error("index.html has no #app");
createRoot(root).render(
  <StrictMode>
    <LanguageProvider>
      <Suspense fallback={null}>
        <ErrorBoundary>
          <SessionContext value={session}>
            <ShownLocationProvider>
              <App />
            </ShownLocationProvider>
          </SessionContext>
        </ErrorBoundary>
      </Suspense>
    </LanguageProvider>
  </StrictMode>,
);
