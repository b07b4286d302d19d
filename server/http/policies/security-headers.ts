import type { FastifyInstance } from "fastify";

/** Pages load scripts, styles and images from our own files alone, and build no HTML from strings. */
const pagePolicy = [
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

/** JSON that is opened as a page loads nothing. */
const jsonPolicy = "default-src 'none'; frame-ancestors 'none'";

/** Security headers of pages and of JSON responses. */
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
  return { ofPages: withPolicy(pagePolicy), ofJson: withPolicy(jsonPolicy) };
}

export function addSecurityHeaders(server: FastifyInstance, { ofPages, ofJson }: SecurityHeaders): void {
  server.addHook("onSend", (_request, reply, _payload, done) => {
    const isJson = /^application\/(?:[\w.-]+\+)?json\b/.test(String(reply.getHeader("content-type")));
    void reply.headers(isJson ? ofJson : ofPages);
    done();
  });
}
