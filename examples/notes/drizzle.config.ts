import { defineConfig } from "drizzle-kit";

/** `npx drizzle-kit generate --config examples/notes/drizzle.config.ts --name …` writes a migration for changed tables. */
export default defineConfig({
  dialect: "postgresql",
  schema: "./examples/notes/notes-table.ts",
  out: "./examples/notes/migrations",
});
