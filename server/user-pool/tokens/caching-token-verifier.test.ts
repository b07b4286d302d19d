import { expect, it } from "vitest";
import { memberClaims } from "../../test/support/app/identities.ts";
import { cacheVerifiedTokens } from "./caching-token-verifier.ts";
import { TokenRefusedError } from "./token-refused-error.ts";

const signature = "s".repeat(342);
const good = `header.payload.${signature}`;

it("does not confuse tokens with the same end", async () => {
  const claims = memberClaims();
  const tokens = cacheVerifiedTokens(
    {
      hydrate: async () => undefined,
      issuer: () => "",
      verifyId: async () => ({}),
      verify: async (token) => {
        if (token === good) return claims;
        throw new TokenRefusedError("TOKEN_INVALID", "MALFORMED");
      },
    },
    () => new Date(0),
  );
  await tokens.verify(good);
  expect(tokens.getCached(good)).toBe(claims);
  for (const forged of [`header.other.${signature}`, signature, signature.slice(-40)]) {
    expect(tokens.getCached(forged)).toBeUndefined();
    await expect(tokens.verify(forged)).rejects.toThrow(TokenRefusedError);
  }
  expect(tokens.getCached(good)).toBe(claims);
});
