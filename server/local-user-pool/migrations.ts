import { fileURLToPath } from "node:url";

/** The SQL migrations, which the caller applies to the database before `startLocalUserPool`. */
export const localUserPoolMigrations = {
  folder: fileURLToPath(new URL("./migrations", import.meta.url)),
  schema: "local_user_pool",
};
