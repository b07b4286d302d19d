import type { FastifyInstance } from "fastify";

/** Pages load from here and nowhere else; no script, style or frame but our files; no HTML from strings. */
const contentSecurityPolicy = [
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

/** @see https://cheatsheetseries.owasp.org/cheatsheets/HTTP_Headers_Cheat_Sheet.html */
export function securityHeaders({ production }: { production: boolean }): Record<string, string> {
  return {
    "content-security-policy": contentSecurityPolicy,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-site",
    ...(production && { "strict-transport-security": "max-age=31536000; includeSubDomains" }),
  };
}

export function addSecurityHeaders(server: FastifyInstance, headers: Record<string, string>): void {
  server.addHook("onSend", (_request, reply, _payload, done) => {
    void reply.headers(headers);
    done();
  });
}
