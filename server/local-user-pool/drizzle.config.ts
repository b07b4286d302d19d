import { defineConfig } from "drizzle-kit";

export default defineConfig({
  dialect: "postgresql",
  schema: "./server/local-user-pool/tables/*.ts",
  out: "./server/local-user-pool/migrations",
  schemaFilter: ["local_user_pool"],
});
