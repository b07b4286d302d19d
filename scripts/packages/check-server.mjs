import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { findTool } from "../find-tool.mjs";
import { expect } from "./expect.mjs";
import { startProgram } from "./start-program.mjs";

const password = "Correct-Horse-9";
const ada = "ada@example.com";
const bob = "bob@example.com";

/**
 * The program of the README, word for word, on a user pool of the package `@cruddur/local-user-pool`: somebody signs up, is
 * refused what a group may see, and somebody in the group gets it.
 */
export async function checkServer({ folder, installed, at, run, link }) {
  const readme = readFileSync(join(installed, "README.md"), "utf8");
  const [program] = blocks(readme, "ts");
  const [options] = blocks(readme, "json");
  const lines = program.split("\n").filter((line) => line.trim() !== "").length;
  expect(lines <= 32, `the program in 30 lines has ${lines}`);
  writeFileSync(join(folder, "package.json"), '{ "type": "module" }\n');
  writeFileSync(join(folder, "server.ts"), program);
  writeFileSync(join(folder, "tsconfig.json"), options);
  writeFileSync(join(folder, "typed.ts"), typedProgram);
  link("@types/node");
  run(findTool("tsc"), ["--noEmit", "--skipLibCheck", "-p", "."], folder);

  const { startLocalUserPool } = await import(
    pathToFileURL(at("dist/packages/local-user-pool/package/start.js")).href
  );
  const pool = await startLocalUserPool({ seed, passwordHashCost: 10 });
  const environment = {
    AWS_REGION: "eu-west-1",
    COGNITO_ENDPOINT: pool.url,
    COGNITO_USER_POOL_ID: "eu-west-1_Company01",
    COGNITO_CLIENT_ID: "1companyclient",
  };
  try {
    const refused = await start(folder, { ...environment, PORT: "many" }).then(
      async ({ stop }) => await stop(),
      (error) => error.message,
    );
    expect(
      /ended with 1:\s+Cruddur cannot start:\s+- PORT must be/u.test(refused),
      `a wrong port was taken: ${refused}`,
    );
    const api = await start(folder, environment);
    await use(api.url, pool).finally(api.stop);
  } finally {
    await pool.stop();
  }
}

async function use(url, pool) {
  const ask = async (query, token, variables) => {
    const authorization = token === undefined ? {} : { authorization: `Bearer ${token}` };
    const response = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json", ...authorization },
      body: JSON.stringify({ query, variables }),
    });
    return await response.json();
  };
  const { data } = await ask("{ __schema { types { name } } }");
  const types = data.__schema.types.map(({ name }) => name);
  expect(types.includes("SignUpResult"), "the schema has no sign-up");
  expect(!types.some((name) => /Activity|Feed|Like/u.test(name)), "the schema has a feed");

  const input = { email: bob, password, name: "Bob", handle: "bob" };
  const signedUp = await ask(
    "mutation ($input: SignUpInput!) { signUp(input: $input) { __typename } }",
    undefined,
    { input },
  );
  expect(signedUp.data?.signUp.__typename === "CodeSent", JSON.stringify(signedUp));
  const confirmed = await ask(
    "mutation ($input: ConfirmSignUpInput!) { confirmSignUp(input: $input) { __typename } }",
    undefined,
    { input: { identifier: bob, code: pool.codes(bob).at(-1) } },
  );
  expect(
    /SignedIn|SignInRequired/u.test(confirmed.data?.confirmSignUp.__typename),
    JSON.stringify(confirmed),
  );

  const signIn = async (identifier) => {
    const result = await ask(
      `mutation ($input: SignInInput!) {
        signIn(input: $input) { __typename ... on SignedIn { session { accessToken } } }
      }`,
      undefined,
      { input: { identifier, password } },
    );
    expect(result.data?.signIn.__typename === "SignedIn", JSON.stringify(result));
    return result.data.signIn.session.accessToken;
  };
  const codeOf = ({ errors }) => errors?.[0]?.extensions.code;
  expect(codeOf(await ask("{ whoAmI }")) === "UNAUTHENTICATED", "a guest has a name");
  const ofBob = await signIn(bob);
  expect((await ask("{ whoAmI }", ofBob)).data?.whoAmI.length > 0, "bob has no name");
  expect(codeOf(await ask("{ turnover }", ofBob)) === "FORBIDDEN", "bob is no accountant");
  const { data: seen } = await ask("{ turnover }", await signIn(ada));
  expect(seen?.turnover === 1701, "ada is an accountant");
}

async function start(folder, environment) {
  return await startProgram([findTool("tsx"), "server.ts"], {
    cwd: folder,
    env: {
      PATH: process.env.PATH,
      PORT: "0",
      LOG_LEVEL: "warn",
      AWS_ACCESS_KEY_ID: "local",
      AWS_SECRET_ACCESS_KEY: "local",
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
      ...environment,
    },
    ready: /(http:\S+\/graphql)/u,
  });
}

/** The pool of a company: the group of the program, somebody in it, and an app client as `provision` makes it. */
const seed = {
  pools: [
    {
      id: "eu-west-1_Company01",
      settings: { PoolName: "company", UsernameAttributes: ["email"], AutoVerifiedAttributes: ["email"] },
      clients: [
        {
          id: "1companyclient",
          settings: {
            ClientName: "api",
            ExplicitAuthFlows: ["ALLOW_USER_PASSWORD_AUTH", "ALLOW_USER_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"],
          },
        },
      ],
      groups: ["accountants"],
      users: [{ username: ada, password, attributes: { email: ada }, groups: ["accountants"] }],
    },
  ],
};

/** Every entry, under strict types. */
const typedProgram = `import { printSchema } from "graphql";
import { auth, defineScopes, type FeatureHost, users } from "@cruddur/server";
import { createTokenVerifier, type UserPool } from "@cruddur/server/cognito";
import { checkInput, mutationResult, Rejected, Scopes } from "@cruddur/server/graphql";
import { createSchema, doctor, provision } from "@cruddur/server/tooling";

export const sdl: string = printSchema(createSchema([auth]));
export const scopes = defineScopes([{ name: "books/read", description: "Reads books.", heldBy: "token" }]);
export const read = (host: FeatureHost) => host.services.db.select({ id: users.id }).from(users);
export const commands = [doctor, provision, checkInput, mutationResult, Scopes, createTokenVerifier, Rejected];
export const forget = (pool: UserPool) => pool;
// @ts-expect-error: a scope has a holder
defineScopes([{ name: "books/read", description: "Reads books." }]);
`;

/** The texts of the code blocks of one language. */
function blocks(markdown, language) {
  return [...markdown.matchAll(new RegExp(`^\`\`\`${language}\\n([^]*?)^\`\`\`$`, "gmu"))].map(
    ([, text]) => text,
  );
}
