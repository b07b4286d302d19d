import type { PrecacheList } from "./precache-list.ts";

declare const self: ServiceWorkerGlobalScope & { precache: PrecacheList };

const CACHE = `files ${self.precache.version}`;
const OFFLINE_PAGE = "/offline.html";

/** Paths that are no pages of the web client. */
const OTHER_PATHS = /^\/(?:graphql|playground|inbox|metrics|healthz|readyz|export|auth)\b|\.[^/]*$/u;

// Opens the web client without a connection. Only files of the build are cached, which are the same for everybody: never a
// response of the API, never a page of the server, which may have posts in it.

self.addEventListener("install", (event) => event.waitUntil(storeFiles()));
self.addEventListener("activate", (event) => event.waitUntil(dropOtherVersions()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== self.location.origin) return;
  if (request.mode === "navigate") {
    if (!OTHER_PATHS.test(pathname)) event.respondWith(openPage(event));
  } else if (pathname.startsWith("/assets/")) {
    event.respondWith(openFile(request));
  }
});

/** Files that have not changed are copied from the version before. */
async function storeFiles(): Promise<void> {
  const cache = await caches.open(CACHE);
  await Promise.all(
    self.precache.files.map(async (file) => {
      const known = file === OFFLINE_PAGE ? undefined : await caches.match(file, { ignoreVary: true });
      const response = known ?? (await fetch(file, { credentials: "omit" }));
      if (!response.ok) throw new Error(`${file} was answered with ${response.status}`);
      await cache.put(file, response);
    }),
  );
}

/** Runs when no page of another version is open. */
async function dropOtherVersions(): Promise<void> {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name !== CACHE).map((name) => caches.delete(name)));
  await self.registration.navigationPreload?.enable();
}

/** The server's page; without a connection the client without one, which says so and goes on when it returns. */
async function openPage({ request, preloadResponse }: FetchEvent): Promise<Response> {
  try {
    const preloaded: unknown = await preloadResponse;
    return preloaded instanceof Response ? preloaded : await fetch(request);
  } catch (error) {
    const page = await caches.match(OFFLINE_PAGE, { cacheName: CACHE, ignoreVary: true });
    if (!page) throw error;
    return page;
  }
}

async function openFile(request: Request): Promise<Response> {
  return (await caches.match(request, { cacheName: CACHE, ignoreVary: true })) ?? (await fetch(request));
}
