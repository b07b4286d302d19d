import type { CDPSession, Page } from "playwright-core";

/** Whom the authenticator lets through: a person who unlocks it, one who fails to, or nobody who is there at all. */
type Presence = "unlocks" | "fails" | "absent";

export interface VirtualAuthenticator {
  person: (presence: Presence) => Promise<void>;
  /** How many passkeys it holds. */
  passkeys: () => Promise<number>;
}

/**
 * Gives the page's device an authenticator with a screen lock.
 *
 * @see https://chromedevtools.github.io/devtools-protocol/tot/WebAuthn/
 */
export async function addVirtualAuthenticator(page: Page): Promise<VirtualAuthenticator> {
  const devTools: CDPSession = await page.context().newCDPSession(page);
  await devTools.send("WebAuthn.enable");
  const { authenticatorId } = await devTools.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return {
    person: async (presence) => {
      const isUserVerified = presence === "unlocks";
      await devTools.send("WebAuthn.setUserVerified", { authenticatorId, isUserVerified });
      const enabled = presence !== "absent";
      await devTools.send("WebAuthn.setAutomaticPresenceSimulation", { authenticatorId, enabled });
    },
    passkeys: async () => {
      const { credentials } = await devTools.send("WebAuthn.getCredentials", { authenticatorId });
      return credentials.length;
    },
  };
}
