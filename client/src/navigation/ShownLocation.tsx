import { createContext, use, useEffect, useMemo, useState, useTransition } from "react";
import type { ReactNode } from "react";
import { Router } from "wouter";
import { navigate } from "wouter/use-browser-location";

interface Shown {
  path: string;
  search: string;
  /** The address is ahead of what is shown: the code of its page is being loaded. */
  isLoading: boolean;
}

const ShownLocation = createContext<Shown>({ path: "/", search: "", isLoading: false });

/**
 * Gives the router the location of the page that is shown. It follows the address in a transition, so that the open page
 * stays until the next one can be drawn.
 */
export function ShownLocationProvider({ children }: { children: ReactNode }) {
  const [location, setLocation] = useState(readLocation);
  const [isLoading, startTransition] = useTransition();

  useEffect(() => {
    const follow = () => startTransition(() => setLocation(readLocation));
    // wouter dispatches events of these names on navigation.
    const events = ["pushState", "replaceState", "popstate", "hashchange"];
    for (const type of events) addEventListener(type, follow);
    // A redirect of the first render was before this effect.
    follow();
    return () => {
      for (const type of events) removeEventListener(type, follow);
    };
  }, []);

  const shown = useMemo(() => ({ ...location, isLoading }), [location, isLoading]);
  return (
    <ShownLocation value={shown}>
      <Router hook={useShownPath} searchHook={useShownSearch}>
        {children}
      </Router>
    </ShownLocation>
  );
}

export function useIsPageLoading(): boolean {
  return use(ShownLocation).isLoading;
}

function useShownPath(): [path: string, navigateTo: typeof navigate] {
  return [use(ShownLocation).path, navigate];
}

function useShownSearch(): string {
  return use(ShownLocation).search;
}

/** The same object while nothing has changed: a state of the history entry alone is no navigation. */
function readLocation(previous?: { path: string; search: string }): { path: string; search: string } {
  const { pathname: path, search } = location;
  return previous?.path === path && previous.search === search ? previous : { path, search };
}
