import { ApolloServer } from "@apollo/server";
import { expressMiddleware } from "@as-integrations/express5";
import { CognitoJwtVerifier } from "aws-jwt-verify";
import { SimpleJwksCache } from "aws-jwt-verify/jwk";
import express from "express";
import { createPeerContext, createPeerSchema, type PeerContext } from "./feed.ts";
import { env, reportReady, jwksUrl, port } from "./peer.ts";
import { WriteResolver } from "./writes.ts";

// Apollo Server, set up as its docs and those of type-graphql, aws-jwt-verify and Express describe.

const verifier = CognitoJwtVerifier.create(
  { userPoolId: env("COGNITO_USER_POOL_ID"), clientId: env("COGNITO_CLIENT_ID"), tokenUse: "access" },
  {
    jwksCache: new SimpleJwksCache({
      fetcher: { fetch: async () => await (await fetch(jwksUrl)).arrayBuffer() },
    }),
  },
);
await verifier.hydrate();

const apollo = new ApolloServer<PeerContext>({ schema: await createPeerSchema(WriteResolver) });
await apollo.start();
const app = express();
app.use(
  "/graphql",
  express.json(),
  expressMiddleware(apollo, {
    context: async ({ req }) => {
      const token = req.headers.authorization?.replace(/^Bearer /, "");
      return createPeerContext(token === undefined ? undefined : (await verifier.verify(token)).sub);
    },
  }),
);
app.listen(port, "127.0.0.1", reportReady);
