import jwt from "@fastify/jwt";
import fastify from "fastify";
import mercurius from "mercurius";
import { createPeerContext, createPeerSchema } from "./feed.ts";
import { env, fetchKey, reportReady, issuer, port } from "./peer.ts";

// Mercurius with its JIT and @fastify/jwt, set up as the docs of both describe.

const publicKey = (await fetchKey(env("KEY_ID"))).export({ type: "spki", format: "pem" });
const app = fastify();
await app.register(jwt, {
  secret: { public: publicKey.toString() },
  verify: { algorithms: ["RS256"], allowedIss: issuer },
});
app.addHook("onRequest", async (request) => {
  await request.jwtVerify();
});
await app.register(mercurius, {
  schema: await createPeerSchema(),
  jit: 1,
  graphiql: false,
  context: (request) => {
    const { user } = request;
    const sub =
      typeof user === "object" && "sub" in user && typeof user.sub === "string" ? user.sub : undefined;
    return createPeerContext(sub);
  },
});
await app.listen({ port, host: "127.0.0.1" });
reportReady();
