import { createServer } from "node:http";
import { createRemoteJwksSigningKeyProvider, extractFromHeader, useJWT } from "@graphql-yoga/plugin-jwt";
import { createYoga } from "graphql-yoga";
import { createPeerContext, createPeerSchema, type PeerContext } from "./feed.ts";
import { reportReady, issuer, jwksUrl, port } from "./peer.ts";

// GraphQL Yoga with its JWT plugin, set up as the docs of both describe.

const yoga = createYoga<{ jwt?: { payload: { sub?: string } } }, PeerContext>({
  schema: await createPeerSchema(),
  graphiql: false,
  logging: false,
  plugins: [
    useJWT({
      signingKeyProviders: [createRemoteJwksSigningKeyProvider({ jwksUri: jwksUrl.href })],
      tokenLookupLocations: [extractFromHeader({ name: "authorization", prefix: "Bearer" })],
      tokenVerification: { issuer, algorithms: ["RS256"] },
      reject: { missingToken: true, invalidToken: true },
    }),
  ],
  context: ({ jwt }) => createPeerContext(jwt?.payload.sub),
});
createServer((request, response) => void yoga(request, response)).listen(port, "127.0.0.1", reportReady);
