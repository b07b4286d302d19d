import { registerEnumType } from "type-graphql";

export const RefreshTokenDelivery = { COOKIE: "COOKIE", PAYLOAD: "PAYLOAD" } as const;
export type RefreshTokenDelivery = keyof typeof RefreshTokenDelivery;

registerEnumType(RefreshTokenDelivery, {
  name: "RefreshTokenDelivery",
  description: "How the client gets the refresh token. It is chosen once, at sign-in.",
  valuesConfig: {
    COOKIE: { description: "In an HttpOnly cookie, which scripts cannot read: for browsers." },
    PAYLOAD: {
      description: "In `Session.refreshToken`: for native apps and servers, which can keep a secret.",
    },
  },
});
