import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TypedDocumentNode } from "@graphql-typed-document-node/core";
import { Client, fetchExchange, gql } from "@urql/core";
import { afterAll, beforeAll, expect, it, onTestFinished } from "vitest";
import texts from "../../persisted-documents.json" with { type: "json" };
import type {
  SignInMutation,
  SignInMutationVariables,
  ViewerQuery,
  ViewerQueryVariables,
} from "../generated/types.ts";
import { GraphQLRequestError } from "./request-error.ts";
import { resubscribe } from "./resubscribe.ts";
import { type CallOptions, createSdk } from "./sdk.ts";
import type { SessionState } from "./session/session.ts";
import { createSession } from "./session/session.ts";
import { signUpPerson } from "../../server/test/support/app/builders.ts";
import { startTestApp, type TestApp } from "../../server/test/support/app/test-app.ts";

// The examples of docs/sdk.md. The last test compares them word for word.

// As the code generator of another client would create them.
const SignInDocument: TypedDocumentNode<SignInMutation, SignInMutationVariables> = gql(
  documentStartingWith("mutation SignIn("),
);
const ViewerDocument: TypedDocumentNode<ViewerQuery, ViewerQueryVariables> = gql(
  documentStartingWith("query Viewer{"),
);

function documentStartingWith(start: string): string {
  return Object.values(texts).find((text) => text.startsWith(start)) ?? "";
}

let app: TestApp;
let url: string;
beforeAll(async () => {
  app = await startTestApp();
  url = `${app.url}/graphql`;
});
afterAll(() => app.stop());

it("signs in and stays signed in", async () => {
  const { email, password } = await signUpPerson(app);

  const sdk = createSdk({ url, session: { delivery: "PAYLOAD" } });

  const { signIn } = await sdk.signIn({ input: { identifier: email, password } });
  if (signIn.__typename === "SignedIn") {
    await sdk.createActivity({ input: { message: "Engage.", audience: "MEMBERS" } });
  }
  const { homeFeed } = await sdk.homeFeed({ first: 10 });
  await sdk.session.signOut();

  expect(homeFeed.edges[0]?.node.message).toBe("Engage.");
  expect(sdk.session.state()).toEqual({ status: "guest", ended: false });
});

/** A reader that stops at the first post. */
function readerOfOne(): { signal: AbortSignal; shown: string[]; show: (message: string) => void } {
  const reading = new AbortController();
  const shown: string[] = [];
  const show = (message: string): void => {
    shown.push(message);
    reading.abort();
  };
  return { signal: reading.signal, shown, show };
}

it("streams new posts", async () => {
  const { email, password } = await signUpPerson(app);
  const { signal, shown, show } = readerOfOne();
  const sdk = createSdk({ url, session: { delivery: "PAYLOAD" } });
  await sdk.signIn({ input: { identifier: email, password } });
  const post = () => sdk.createActivity({ input: { message: "Number One." } });
  // The SDK does not report when the stream is open.
  const posting = setInterval(() => void post(), 200);
  onTestFinished(() => clearInterval(posting));

  const read = async () => {
    for await (const { activityPosted } of sdk.activityPosted({}, { signal })) show(activityPosted.message);
  };
  await read();

  expect(shown).toEqual(["Number One."]);
});

it("streams new posts for good", async () => {
  const { email, password } = await signUpPerson(app);
  const { signal, shown, show } = readerOfOne();
  const onResumed = (): void => {};
  const sdk = createSdk({ url, session: { delivery: "PAYLOAD" } });
  await sdk.signIn({ input: { identifier: email, password } });
  const posting = setInterval(() => void sdk.createActivity({ input: { message: "Warp one." } }), 200);
  onTestFinished(() => clearInterval(posting));

  const subscribe = (call: CallOptions) => sdk.activityPosted({}, call);
  for await (const { activityPosted } of resubscribe(subscribe, { signal, onResumed })) {
    show(activityPosted.message);
  }

  expect(shown).toEqual(["Warp one."]);
});

it("reports the state of a session in a cookie", async () => {
  const shown: SessionState[] = [];
  const show = (state: SessionState): void => void shown.push(state);

  const sdk = createSdk({ url, session: { delivery: "COOKIE" } });

  const stop = sdk.session.subscribe(() => show(sdk.session.state()));
  await sdk.session.refresh();

  stop();
  expect(shown).toEqual([{ status: "guest", ended: false }]);
});

it("stores a session in a file", async () => {
  const { email, password, handle } = await signUpPerson(app);
  const folder = await mkdtemp(join(tmpdir(), "cruddur-sdk-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  const path = join(folder, "session");

  async function process() {
    const store = {
      load: () => readFile(path, "utf8").catch(() => undefined),
      save: (refreshToken: string | undefined) =>
        refreshToken === undefined
          ? rm(path, { force: true })
          : writeFile(path, refreshToken, { mode: 0o600 }),
    };
    const sdk = createSdk({ url, session: { delivery: "PAYLOAD", store } });

    const { viewer } = await sdk.viewer();

    return { sdk, viewer };
  }

  const first = await process();
  expect(first.viewer).toBeNull();
  await first.sdk.signIn({ input: { identifier: email, password } });
  const second = await process();
  expect(second.viewer?.handle).toBe(handle);
  await second.sdk.session.signOut();
  expect((await process()).viewer).toBeNull();
});

it("provides a fetch for another GraphQL client", async () => {
  const { email, password, handle } = await signUpPerson(app);
  const input = { identifier: email, password, refreshTokenDelivery: "PAYLOAD" as const };

  const session = createSession({ url, delivery: "PAYLOAD" });
  const client = new Client({
    url,
    exchanges: [fetchExchange],
    fetch: session.fetch,
    preferGetMethod: false,
  });

  const { data } = await client.mutation(SignInDocument, { input }).toPromise();
  if (data?.signIn.__typename === "SignedIn") await session.signedIn(data.signIn.session);
  const answer = await client.query(ViewerDocument, {}).toPromise();

  expect(answer.data?.viewer?.handle).toBe(handle);
});

it("uses tokens of the caller", async () => {
  const { accessToken, handle } = await signUpPerson(app);

  const sdk = createSdk({ url, headers: () => ({ authorization: `Bearer ${accessToken}` }) });

  const { viewer } = await sdk.viewer();

  expect(viewer?.handle).toBe(handle);
});

it("saves one's own data", async () => {
  const { email, password } = await signUpPerson(app);
  const directory = await mkdtemp(join(tmpdir(), "cruddur-export-"));
  onTestFinished(() => rm(directory, { recursive: true }));
  const file = join(directory, "cruddur.json");
  const sdk = createSdk({ url, session: { delivery: "PAYLOAD" } });
  await sdk.signIn({ input: { identifier: email, password } });

  const response = await sdk.session.fetch(new URL("/export", url));
  if (response.ok) await writeFile(file, response.body ?? "");

  expect(await readFile(file, "utf8")).toContain(email);
});

it("throws failures that a person cannot correct", async () => {
  const sdk = createSdk({ url });
  async function post(message: string): Promise<string | undefined> {
    try {
      await sdk.createActivity({ input: { message } });
    } catch (error) {
      if (!(error instanceof GraphQLRequestError)) throw error;
      if (error.code === "UNAUTHENTICATED") return "Sign in first.";
      return `Not now: ${error.code ?? "no answer"}. Quote ${error.requestId ?? "the time"}.`;
    }
    return undefined;
  }
  expect(await post("Engage.")).toBe("Sign in first.");
});

it("has the examples of docs/sdk.md", async () => {
  const [page, here] = await Promise.all([
    readFile(new URL("../../docs/sdk.md", import.meta.url), "utf8"),
    readFile(new URL(import.meta.url), "utf8"),
  ]);
  const examples = [...page.matchAll(/^```ts\n(.*?)^```$/gms)].map(([, code = ""]) =>
    withoutFormatting(code),
  );
  expect(examples).toHaveLength(9);
  for (const example of examples) expect(withoutFormatting(here)).toContain(example);
});

/** Removes the differences that a formatter makes: white space and trailing commas. */
function withoutFormatting(code: string): string {
  return code.replaceAll(/\s+/g, "").replaceAll(/,(?=[)}\]])/g, "");
}
