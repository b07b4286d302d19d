import { defineConfig } from "drizzle-kit";

export default defineConfig({
  dialect: "postgresql",
  schema: "./server/{database,users,sessions,auth,feed,mail,throttle}/*-table.ts",
  out: "./server/database/migrations",
});
