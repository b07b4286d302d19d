import { auth } from "./auth.ts";
import type { Feature } from "./feature.ts";
import { feed } from "./feed.ts";

/** The features of this application, in the order in which they open. A feature of your own is one more line. */
export const cruddur: readonly Feature[] = [auth, feed];
