import type { FastifyInstance } from "fastify";

/** Pages load from here and nowhere else; no script, style or frame but our files; no HTML from strings. */
const policyOfPages = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
].join("; ");

/** Shown as a page, JSON loads nothing. */
const policyOfJson = "default-src 'none'; frame-ancestors 'none'";

/** The headers of what goes out, by what it is. */
export type SecurityHeaders = { ofPages: Record<string, string>; ofJson: Record<string, string> };

/** @see https://cheatsheetseries.owasp.org/cheatsheets/HTTP_Headers_Cheat_Sheet.html */
export function createSecurityHeaders({ production }: { production: boolean }): SecurityHeaders {
  const withPolicy = (policy: string): Record<string, string> => ({
    "content-security-policy": policy,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-site",
    ...(production && { "strict-transport-security": "max-age=31536000; includeSubDomains" }),
  });
  return { ofPages: withPolicy(policyOfPages), ofJson: withPolicy(policyOfJson) };
}

export function addSecurityHeaders(server: FastifyInstance, { ofPages, ofJson }: SecurityHeaders): void {
  server.addHook("onSend", (_request, reply, _payload, done) => {
    const isJson = /^application\/(?:[\w.-]+\+)?json\b/.test(String(reply.getHeader("content-type")));
    void reply.headers(isJson ? ofJson : ofPages);
    done();
  });
}
