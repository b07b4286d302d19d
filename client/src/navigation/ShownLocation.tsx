import { createContext, use, useEffect, useState, useTransition } from "react";
import type { ReactNode } from "react";
import { Router } from "wouter";
import { navigate } from "wouter/use-browser-location";

interface PageLocation {
  path: string;
  search: string;
}

const ShownLocation = createContext<PageLocation>({ path: "/", search: "" });
const IsPageLoading = createContext(false);

/**
 * Gives the router the location of the page that is shown. It follows the address in a transition, so that the open page
 * stays until the next one can be drawn.
 */
export function ShownLocationProvider({ children }: { children: ReactNode }) {
  const [shown, setShown] = useState(readLocation);
  const [isLoading, startTransition] = useTransition();

  useEffect(() => {
    const follow = () => startTransition(() => setShown(readLocation));
    // wouter dispatches events of these names on navigation.
    const events = ["pushState", "replaceState", "popstate", "hashchange"];
    for (const type of events) addEventListener(type, follow);
    // A redirect of the first render was before this effect.
    follow();
    return () => {
      for (const type of events) removeEventListener(type, follow);
    };
  }, []);

  return (
    <ShownLocation value={shown}>
      <IsPageLoading value={isLoading}>
        <Router {...shownRouter}>{children}</Router>
      </IsPageLoading>
    </ShownLocation>
  );
}

/** The address is ahead of the page that is shown: the code of its page is being loaded. */
export function useIsPageLoading(): boolean {
  return use(IsPageLoading);
}

/** Returns a function that tells whether the page that calls this has been left: the address is that of another one. */
export function useIsLeft(): () => boolean {
  const { path } = use(ShownLocation);
  return () => location.pathname !== path;
}

function useShownPath(): [path: string, navigateTo: typeof navigate] {
  return [use(ShownLocation).path, navigate];
}

function useShownSearch(): string {
  return use(ShownLocation).search;
}

const shownRouter = { hook: useShownPath, searchHook: useShownSearch };

/** Returns the same object while nothing has changed: a new state of the history entry alone is no navigation. */
function readLocation(previous?: PageLocation): PageLocation {
  const { pathname: path, search } = location;
  return previous?.path === path && previous.search === search ? previous : { path, search };
}
