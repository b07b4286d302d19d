import { useSearchParams } from "wouter";
import { navigate } from "wouter/use-browser-location";

/**
 * The path of an auth page. Its query has the e-mail address that was typed so far, and the page to go to after sign-in.
 */
export function pathWithEmail(path: string, email: string, extra: Record<string, string> = {}): string {
  const parameters = new URLSearchParams();
  if (email.trim() !== "") parameters.set("email", email.trim());
  const next = new URLSearchParams(location.search).get("next");
  if (next !== null) parameters.set("next", next);
  for (const [name, value] of Object.entries(extra)) parameters.set(name, value);
  return parameters.size > 0 ? `${path}?${parameters}` : path;
}

/** The e-mail address in the page's URL, or an empty string. */
export function useEmailFromUrl(): string {
  const [parameters] = useSearchParams();
  return parameters.get("email") ?? "";
}

/** The page to go to after sign-in: the one in the URL, or the home page. Never another site. */
export function useNextPage(): string {
  const [parameters] = useSearchParams();
  const next = parameters.get("next") ?? "/";
  return /^\/(?![/\\])/u.test(next) ? next : "/";
}

/** Options for react-hook-form that copy the e-mail address to the page's URL, where a reload and a bookmark keep it. */
export const keepEmailInUrl = {
  onChange({ target }: { target: HTMLInputElement }): void {
    clearTimeout(timer);
    timer = setTimeout(() => writeEmailToUrl(target), DELAY_MS);
  },
  onBlur({ target }: { target: HTMLInputElement }): void {
    writeEmailToUrl(target);
  },
};

const DELAY_MS = 400;
let timer: ReturnType<typeof setTimeout> | undefined;

function writeEmailToUrl(field: HTMLInputElement): void {
  clearTimeout(timer);
  // The form may be gone by now.
  if (!field.isConnected) return;
  const { pathname, search } = location;
  const email = field.value.trim();
  const next = new URLSearchParams(search);
  if (email === "") next.delete("email");
  else next.set("email", email);
  const path = next.size > 0 ? `${pathname}?${next}` : pathname;
  if (path !== pathname + search) navigate(path, { replace: true, state: history.state });
}
