import { defineConfig } from "drizzle-kit";

export default defineConfig({
  dialect: "postgresql",
  // Tables of all folders, by file name. The local user pool has a configuration of its own.
  schema: ["./server/!(local-user-pool)/**/*-table.ts"],
  out: "./server/database/migrations",
});
