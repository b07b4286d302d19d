import { use, useState } from "react";
import type { AuthOptions } from "./load-auth-options.ts";
import { loadAuthOptions } from "./load-auth-options.ts";

/**
 * The pool's options. The component suspends until they are known, and keeps them while it is mounted: no form changes
 * under the hands of the person who fills it in.
 */
export function useAuthOptions(): AuthOptions {
  const [options] = useState(loadAuthOptions);
  return use(options);
}
