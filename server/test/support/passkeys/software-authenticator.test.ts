import { verifyAuthenticationResponse, verifyRegistrationResponse } from "@simplewebauthn/server";
import { expect, it } from "vitest";
import { SoftwareAuthenticator } from "./software-authenticator.ts";

const rp = { id: "localhost" };
const user = { id: Buffer.from("worf").toString("base64url") };
const expectations = { expectedOrigin: "http://localhost:4000", expectedRPID: rp.id };

it.each([
  ["ES256", -7],
  ["RS256", -257],
] as const)("responds with %s as a library expects it", async (algorithm, alg) => {
  const authenticator = new SoftwareAuthenticator({ algorithm });
  const creation = { challenge: "Y3JlYXRl", rp, user, pubKeyCredParams: [{ alg }] };
  const { verified, registrationInfo } = await verifyRegistrationResponse({
    ...expectations,
    expectedChallenge: creation.challenge,
    response: authenticator.create(creation),
  });
  expect([verified, registrationInfo?.fmt]).toEqual([true, "none"]);
  const credential = registrationInfo?.credential;
  if (!credential) throw new Error("not registered");
  const request = { challenge: "Z2V0", rpId: rp.id, allowCredentials: [credential] };
  const { authenticationInfo, ...result } = await verifyAuthenticationResponse({
    ...expectations,
    expectedChallenge: request.challenge,
    response: authenticator.get(request),
    credential,
  });
  expect(result.verified).toBe(true);
  expect(authenticationInfo).toMatchObject({ newCounter: 1, userVerified: true });
  expect(() => authenticator.create({ ...creation, excludeCredentials: [credential] })).toThrow(
    expect.objectContaining({ name: "InvalidStateError" }),
  );
  expect(() => authenticator.get({ ...request, rpId: "other.example" })).toThrow(
    expect.objectContaining({ name: "NotAllowedError" }),
  );
});
