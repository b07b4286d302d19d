import { useSearchParams } from "wouter";
import { navigate } from "wouter/use-browser-location";

/**
 * A page of this folder, with what travels in the URL: the e-mail address that the person has typed so far, and the page
 * that they were on their way to.
 */
export function pathWithEmail(path: string, email: string, more: Record<string, string> = {}): string {
  const parameters = new URLSearchParams();
  if (email.trim() !== "") parameters.set("email", email.trim());
  const next = new URLSearchParams(location.search).get("next");
  if (next !== null) parameters.set("next", next);
  for (const [name, value] of Object.entries(more)) parameters.set(name, value);
  return parameters.size > 0 ? `${path}?${parameters}` : path;
}

/** The e-mail address that the page's URL carries; empty where there is none. */
export function useEmailFromUrl(): string {
  const [parameters] = useSearchParams();
  return parameters.get("email") ?? "";
}

/** Where to go once signed in: the page that the person was on their way to, or the feed. Never to another site. */
export function useNextPage(): string {
  const [parameters] = useSearchParams();
  const next = parameters.get("next") ?? "/";
  return /^\/(?![/\\])/u.test(next) ? next : "/";
}

/** What puts the address into the page's URL, which carries it through a reload and into a link that somebody keeps. */
export const keptInUrl = {
  onChange({ target }: { target: HTMLInputElement }): void {
    clearTimeout(typing);
    typing = setTimeout(() => putIntoUrl(target), SETTLE_MS);
  },
  onBlur({ target }: { target: HTMLInputElement }): void {
    putIntoUrl(target);
  },
};

const SETTLE_MS = 400;
let typing: ReturnType<typeof setTimeout> | undefined;

function putIntoUrl(field: HTMLInputElement): void {
  clearTimeout(typing);
  // Another page may stand there by now.
  if (!field.isConnected) return;
  const { pathname, search } = location;
  const email = field.value.trim();
  const next = new URLSearchParams(search);
  if (email === "") next.delete("email");
  else next.set("email", email);
  const path = next.size > 0 ? `${pathname}?${next}` : pathname;
  if (path !== pathname + search) navigate(path, { replace: true, state: history.state });
}
