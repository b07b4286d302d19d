import {
  AdminCreateUserCommand,
  AdminDisableProviderForUserCommand,
  AdminLinkProviderForUserCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { claimsOf, defined, newEmail } from "../support/builders.ts";
import type { EndpointUnderTest } from "../support/endpoint-under-test.ts";
import { amira, uma, federatedApps } from "../support/federated-apps.ts";
import { namedPool } from "../support/named-pool.ts";
import { startEndpointUnderTest } from "../support/start-endpoint.ts";

// Identities of providers that an administrator links to users of the pool.

let endpoint: EndpointUnderTest;
const { exchange, getUser, goThrough, setUp } = federatedApps(() => endpoint);

describe.skipIf(namedPool)("federation", () => {
  beforeAll(async () => {
    endpoint = await startEndpointUnderTest();
  });
  afterAll(() => endpoint.close());

  describe("a linked identity", () => {
    const source = (value: string, attribute = "Cognito_Subject") => ({
      ProviderName: "Corp",
      ProviderAttributeName: attribute,
      ProviderAttributeValue: value,
    });
    const link = async (poolId: string, username: string, from = source("stub-1001")) =>
      await endpoint.cognito.send(
        new AdminLinkProviderForUserCommand({
          UserPoolId: poolId,
          DestinationUser: { ProviderName: "Cognito", ProviderAttributeValue: username },
          SourceUser: from,
        }),
      );
    const disable = async (poolId: string, user = source("stub-1001")) =>
      await endpoint.cognito.send(new AdminDisableProviderForUserCommand({ UserPoolId: poolId, User: user }));

    async function createNative(poolId: string) {
      const email = newEmail();
      const created = await endpoint.cognito.send(
        new AdminCreateUserCommand({
          UserPoolId: poolId,
          Username: email,
          MessageAction: "SUPPRESS",
          UserAttributes: [{ Name: "email", Value: email }],
        }),
      );
      return defined(created.User?.Username);
    }

    it.each([source("stub-1001"), source("amira@example.com", "email")])(
      "signs the native user in (%o)",
      async (from) => {
        const app = await setUp({}, { given_name: "given_name", nickname: "email" });
        const native = await createNative(app.poolId);
        await link(app.poolId, native, from);
        for (const username of [native, native]) {
          const { id_token } = await exchange(app.clientId, await goThrough(app, { person: amira }));
          expect(claimsOf(id_token)).toMatchObject({
            "cognito:username": username,
            identities: [{ userId: "stub-1001", primary: "false" }],
          });
        }
      },
    );

    it("is linked once, and after it has a user no more", async () => {
      const app = await setUp({}, { given_name: "given_name" });
      const username = await createNative(app.poolId);
      await link(app.poolId, username);
      await expect(link(app.poolId, username)).rejects.toMatchObject({
        name: "InvalidParameterException",
        message: "SourceUser is already linked to DestinationUser",
      });
      await expect(link(app.poolId, username, source("stub-1002"))).rejects.toMatchObject({
        message: expect.stringMatching(/^Invalid SourceUser: /),
      });
      await goThrough(app, { person: uma });
      const other = await createNative(app.poolId);
      await expect(link(app.poolId, other, source("stub-1004"))).rejects.toMatchObject({
        message:
          "Merging is not currently supported, provide a SourceUser that has not been signed up in order to link",
      });
      await expect(link(app.poolId, "nobody")).rejects.toMatchObject({ name: "UserNotFoundException" });
    });

    it("is unlinked, and then a user of its own", async () => {
      const app = await setUp({}, { given_name: "given_name" });
      const username = await createNative(app.poolId);
      await link(app.poolId, username);
      await disable(app.poolId);
      expect((await getUser(app.poolId, username)).attributes["identities"]).toBeUndefined();
      const { id_token } = await exchange(app.clientId, await goThrough(app, { person: amira }));
      expect(claimsOf(id_token)["cognito:username"]).toBe("Corp_stub-1001");
      await expect(disable(app.poolId)).rejects.toMatchObject({ name: "InvalidParameterException" });
    });
  });
});
