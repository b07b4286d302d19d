import { defineConfig } from "drizzle-kit";

export default defineConfig({
  dialect: "postgresql",
  schema: "./server/{users,sessions,auth,feed,mail,throttle}/*-table.ts",
  out: "./server/database/migrations",
});
