/**
 * Fetches the code of a page ahead, as soon as the pointer, the focus or a finger is on a link to it.
 *
 * @param preload fetches the code of a path's page.
 */
export function preloadOnIntent(preload: (path: string) => void): void {
  const onIntent = ({ target }: Event) => {
    const link = target instanceof Element ? target.closest("a") : null;
    if (link?.origin === location.origin) preload(link.pathname);
  };
  for (const type of ["pointerover", "focusin", "touchstart"]) {
    document.addEventListener(type, onIntent, { passive: true });
  }
}

/** Calls back when the browser has nothing else to do, unless the reader saves data; several in turn, to leave it free. */
export function whenIdle(...[callback, ...others]: (() => void)[]): void {
  if (callback === undefined || navigator.connection?.saveData) return;
  const call = () => {
    callback();
    whenIdle(...others);
  };
  // Safari has no `requestIdleCallback`.
  if ("requestIdleCallback" in globalThis) requestIdleCallback(call);
  else setTimeout(call, 2000);
}
