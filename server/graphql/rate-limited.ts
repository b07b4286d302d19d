import type { Problem } from "./problem.type.ts";

export function rateLimited(retryAfterSeconds: number): Problem {
  return { code: "RATE_LIMITED", message: "Too many attempts. Wait, then try again.", retryAfterSeconds };
}
