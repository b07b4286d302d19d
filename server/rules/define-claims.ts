import type { z } from "zod";
import { isRecord } from "../lib/is-record.ts";

/** Claims by their names, with the schema of each. */
type ClaimsShape = Record<string, z.ZodType>;

type OutputOf<Shape extends ClaimsShape> = { readonly [Name in keyof Shape]: z.output<Shape[Name]> };

/** The declared claims of a token, or the claim for which the token is refused. */
export type ParsedClaims<T> =
  | {
      ok: true;
      claims: T;
      /** Optional claims that do not fit their schema. They are absent. */
      dropped: readonly string[];
    }
  | { ok: false; claim: string };

export type ClaimsDeclaration<T> = {
  /** @param payload of a verified token. */
  parse: (payload: Readonly<Record<string, unknown>>) => ParsedClaims<T>;
};

/** Claims that Cognito sets or reserves, and names that aws-jwt-verify takes out of each object. */
const reserved =
  /^(?:acr|amr|at_hash|aud|auth_time|azp|c_hash|client_id|device_key|event_id|exp|iat|iss|jti|nbf|nonce|origin_jti|s_hash|scope|sub|token_use|username|version|cognito:.*|aws:.*|dev:.*|__proto__|constructor)$/;

/**
 * Declares claims of one's own. A schema must be synchronous. If it accepts `undefined`, the claim is optional: a value that
 * does not fit is dropped. Otherwise it is required: a token without it, or with a value that does not fit, is refused.
 *
 * @throws Error for a name that is reserved.
 */
export function defineClaims<const Shape extends ClaimsShape>(
  shape: Shape,
): ClaimsDeclaration<OutputOf<Shape>> {
  const names = Object.keys(shape);
  const invalid = names.find((name) => reserved.test(name));
  if (invalid !== undefined) throw new Error(`The claim ${invalid} is reserved.`);
  const schemas = Object.entries(shape);
  return {
    parse(payload) {
      const entries: [name: string, value: unknown][] = [];
      const dropped: string[] = [];
      for (const [name, schema] of schemas) {
        const given = Object.hasOwn(payload, name) ? payload[name] : undefined;
        const parsed = schema.safeParse(given);
        const used = parsed.success ? parsed : schema.safeParse(undefined);
        if (!used.success) return { ok: false, claim: name };
        if (!parsed.success) dropped.push(name);
        if (used.data !== undefined) entries.push([name, freeze(used.data)]);
      }
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- each value is the output of its schema
      const claims = Object.freeze(Object.fromEntries(entries)) as OutputOf<Shape>;
      return { ok: true, claims, dropped };
    },
  };
}

/** The claims of a cached token are shared by its requests. */
function freeze(value: unknown): unknown {
  if ((!Array.isArray(value) && !isRecord(value)) || ArrayBuffer.isView(value)) return value;
  for (const part of Object.values(value)) freeze(part);
  return Object.freeze(value);
}
