import { lazy } from "react";
import type { ComponentType, FunctionComponent } from "react";
import { PageLoadError } from "./page-load-error.ts";

export interface LazyPage<Props extends object = object> extends FunctionComponent<Props> {
  /** Fetches the code ahead. A failure is left to the render that needs it. */
  preload: () => void;
}

/**
 * A page, or a part of one, whose code is loaded when it is first rendered, with one retry.
 *
 * React never retries a failed `lazy` component; so the error is a `PageLoadError`, whose `reset` makes a new one.
 */
export function lazyPage<Props extends object>(load: () => Promise<ComponentType<Props>>): LazyPage<Props> {
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
  function Lazy(props: Props) {
    return <Page {...props} />;
  }
  return Object.assign(Lazy, { preload: () => void load().catch(() => {}) });
}
