import { defineConfig } from "drizzle-kit";

export default defineConfig({
  dialect: "postgresql",
  schema: ["./server/local-user-pool/database-schema.ts", "./server/local-user-pool/*-table.ts"],
  out: "./server/local-user-pool/migrations",
  schemaFilter: ["local_user_pool"],
});
