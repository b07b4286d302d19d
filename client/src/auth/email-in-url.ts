import { useSearchParams } from "wouter";
import { navigate } from "wouter/use-browser-location";

/** A page of this folder, with the e-mail address that the person has typed so far. */
export function pathWithEmail(path: string, email: string): string {
  return email.trim() === "" ? path : `${path}?${new URLSearchParams({ email: email.trim() })}`;
}

/** The e-mail address that the page's URL carries; empty where there is none. */
export function useEmailFromUrl(): string {
  const [parameters] = useSearchParams();
  return parameters.get("email") ?? "";
}

/** Puts the address into the page's URL, which carries it through a reload and into a link that somebody keeps. */
export function keepEmailInUrl(email: string): void {
  const { pathname, search } = location;
  const next = new URLSearchParams(search);
  if (email.trim() === "") next.delete("email");
  else next.set("email", email.trim());
  const path = next.size > 0 ? `${pathname}?${next}` : pathname;
  if (path !== pathname + search) navigate(path, { replace: true, state: history.state });
}
