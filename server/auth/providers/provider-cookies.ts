import { z } from "zod";
import type { HostCookie } from "../../http/policies/host-cookie.ts";
import { seal, unseal } from "../../lib/sealed-text.ts";

/** How long a person may take at the provider, and then for the proof of their account. */
const lifetimeMs = 10 * 60 * 1000;

/**
 * Binds a sign-in by a provider to the browser that began it. Lax, since the provider's page leads the browser back here:
 * a strict cookie would not come along.
 */
export const providerSignInCookie = {
  name: "cruddur_provider_sign_in",
  maxAgeSeconds: lifetimeMs / 1000,
  sameSite: "lax",
} as const;

/** Holds the identity that waits for the proof of the account that its address has. */
export const accountLinkCookie = { name: "cruddur_account_link", maxAgeSeconds: lifetimeMs / 1000 };

const waitingSignIn = z.object({
  provider: z.string(),
  state: z.string(),
  nonce: z.string(),
  codeVerifier: z.string(),
  returnTo: z.string(),
  /** Whether a member adds the provider to their account, so that it must not lead to another one. */
  links: z.boolean(),
  /** The family of the refresh token that the browser had, whose session the new one replaces. */
  replaces: z.string().optional(),
  expiresAt: z.number(),
});
export type WaitingSignIn = Omit<z.infer<typeof waitingSignIn>, "expiresAt">;

const pendingLink = z.object({
  provider: z.string(),
  /** The person's id at the provider. */
  subject: z.string(),
  /** The account that the pool made for the identity: its name and its `sub`. */
  username: z.string(),
  federatedSub: z.string(),
  /** The `sub` of the account that has the address. */
  ownerSub: z.string(),
  expiresAt: z.number(),
});
export type PendingLink = Omit<z.infer<typeof pendingLink>, "expiresAt">;

/** Seals and opens what a browser keeps between the steps of a sign-in by a provider. It can read none of it. */
function createSealedCookie<Content>(schema: z.ZodType<Content & { expiresAt: number }>, use: string) {
  return {
    write(cookie: HostCookie, key: Buffer, now: Date, content: Content): void {
      const sealed = { ...content, expiresAt: now.getTime() + lifetimeMs };
      cookie.write(seal(key, JSON.stringify(sealed), use));
    },
    /** @returns undefined if there is none, or it has expired. */
    read(cookie: HostCookie, key: Buffer, now: Date): Content | undefined {
      const opened = unseal(key, cookie.read() ?? "", use);
      if (opened === undefined) return undefined;
      const content = schema.parse(JSON.parse(opened));
      return content.expiresAt > now.getTime() ? content : undefined;
    },
  };
}

export const waitingSignIns = createSealedCookie<WaitingSignIn>(waitingSignIn, "waiting sign-in");
export const pendingLinks = createSealedCookie<PendingLink>(pendingLink, "account link");
