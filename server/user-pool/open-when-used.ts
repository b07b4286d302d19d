import type { UserPool } from "./user-pool.ts";

/**
 * A user pool that is opened by its first operation: most requests need none, and opening one for each would cost as much
 * as a cached response.
 *
 * @param any some user pool, which is not used.
 */
export function openWhenUsed(any: UserPool, open: () => UserPool): UserPool {
  let userPool: UserPool | undefined;
  return new Proxy(any, {
    get(_any, operation): unknown {
      userPool ??= open();
      return Reflect.get(userPool, operation);
    },
  });
}
