import { lazy } from "react";
import type { ComponentType } from "react";
import { PageLoadError } from "./page-load-error.ts";

/**
 * A page, or a part of one, whose code is loaded when it is first rendered, with one retry.
 *
 * React never retries a failed `lazy` component; so the error is a `PageLoadError`, whose `reset` makes a new one.
 */
export function lazyPage<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
): ComponentType<Props> {
  const loadPage = async () => {
    try {
      return { default: await load().catch(load) };
    } catch (cause) {
      throw new PageLoadError(cause, () => {
        Page = lazy(loadPage);
      });
    }
  };
  let Page = lazy(loadPage);
  return function LazyPage(props: Props) {
    return <Page {...props} />;
  };
}
