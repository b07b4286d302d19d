import { whenIdle } from "../navigation/preload-on-intent.ts";

const URL = "/service-worker.js";

/** Makes the client open without a connection, once the browser is idle. Does nothing where that is not supported. */
export function registerServiceWorker(): void {
  // Vite's development server has no such file, and pages over plain HTTP have no service workers.
  if (!import.meta.env.PROD || !("serviceWorker" in navigator)) return;
  addEventListener("load", () =>
    whenIdle(() => {
      // The content security policy asks for a typed URL; browsers without such types take a string.
      const policy = window.trustedTypes?.createPolicy("service-worker", {
        createScriptURL: (url) => url,
      });
      // The client works without it; the next visit tries again.
      navigator.serviceWorker
        .register(policy ? policy.createScriptURL(URL) : URL, { updateViaCache: "none" })
        .catch(() => {});
    }),
  );
}
