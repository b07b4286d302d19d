import { lazy } from "react";
import type { ComponentType } from "react";
import { PageFetchError } from "./page-load-error.ts";

/**
 * A page, or a part of one, whose code is fetched when it is first shown, at the second attempt where the first fails.
 *
 * React remembers a failure for good; so what is thrown is a `PageFetchError`, by which the page can be asked for again.
 */
export function lazyPage<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
): ComponentType<Props> {
  const fetchPage = async () => {
    try {
      return { default: await load().catch(load) };
    } catch (cause) {
      throw new PageFetchError(cause, () => {
        Page = lazy(fetchPage);
      });
    }
  };
  let Page = lazy(fetchPage);
  return function LazyPage(props: Props) {
    return <Page {...props} />;
  };
}
