import { fileURLToPath } from "node:url";

/** The pool's SQL migrations: whoever opens the database applies them, before `startLocalUserPool` is called. */
export const localUserPoolMigrations = {
  folder: fileURLToPath(new URL("./migrations", import.meta.url)),
  schema: "local_user_pool",
};
