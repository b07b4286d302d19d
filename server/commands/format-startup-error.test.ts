import { expect, it } from "vitest";
import { MigrationBlockedError } from "../database/migrate.ts";
import { formatStartupError } from "./format-startup-error.ts";

it.each(["migrations", "table"] as const)(
  "a start that waited for the lock of the %s says how to find the session that holds it, without a stack",
  (waitsFor) => {
    const error = new MigrationBlockedError(waitsFor, 60_000, waitsFor === "table" ? [] : [4711], undefined);
    const text = formatStartupError(error);
    expect(text).toMatch(
      waitsFor === "table" ? /60 s.*pg_stat_activity/ : /60 s.*pg_terminate_backend\(4711\)/,
    );
    expect(text.trim()).not.toContain("\n");
  },
);
