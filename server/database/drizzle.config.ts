import { defineConfig } from "drizzle-kit";

export default defineConfig({
  dialect: "postgresql",
  // A table is found by its file name, in whatever folder; those of the local user pool have a configuration of their own.
  schema: ["./server/!(local-user-pool)/**/*-table.ts"],
  out: "./server/database/migrations",
});
