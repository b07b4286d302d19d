import { GraphQLRequestError } from "../../../../client/sdk/request-error.ts";
import { createSdk, type Sdk } from "../../../../client/sdk/sdk.ts";
import { newAccount } from "../app/builders.ts";
import { expectState } from "../app/expectations.ts";
import { type Program, startProgram, waitForOutput } from "./run-program.ts";

export const writerCount = 4;

export async function startNode(
  environment: Record<string, string>,
): Promise<{ program: Program; url: string }> {
  const program = startProgram([], { PORT: "0", USER_POOL_PORT: "0", LOG_LEVEL: "fatal", ...environment });
  const [, url = ""] = await waitForOutput(program, /Web client +(http:\S+)/);
  return { program, url };
}

/** Signs up and returns the access token. */
export async function signUp(url: string): Promise<string> {
  const sdk = createSdk({ url: `${url}/graphql` });
  const account = newAccount();
  expectState((await sdk.signUp({ input: account })).signUp, "CodeSent");
  const [mail] = await (await fetch(`${url}/inbox.json?to=${account.email}`)).json();
  const { confirmSignUp } = await sdk.confirmSignUp({
    input: { identifier: account.email, code: mail.code },
  });
  return expectState(confirmSignUp, "SignedIn").session.accessToken;
}

/** A person may write 600 posts in ten minutes: so many are acknowledged at most for each call of `until`. */
const postsPerCondition = 60;

/**
 * Clients that post without pauses, until they wait for the next condition. A post that fails is sent again with the same
 * idempotency key.
 *
 * @param sdk is called before each post: clients wait while its promise is pending.
 */
export class Writers {
  readonly acknowledged: string[] = [];
  readonly failures: GraphQLRequestError[] = [];
  #stopped = false;
  #allowed = postsPerCondition;
  readonly #resting = new Set<() => void>();
  readonly #waiting: { isDone: () => boolean; done: () => void }[] = [];
  readonly #running: Promise<void>[];

  constructor(sdk: () => Promise<Sdk>) {
    this.#running = Array.from(
      { length: writerCount },
      async (_nothing, writer) => await this.#write(writer, sdk),
    );
  }

  async #write(writer: number, sdk: () => Promise<Sdk>): Promise<void> {
    for (let number = 1; !this.#stopped;) {
      if (this.acknowledged.length >= this.#allowed) {
        await new Promise<void>((go) => this.#resting.add(go));
        continue;
      }
      const message = `post-${writer}-${number}`;
      try {
        const { createActivity } = await (
          await sdk()
        ).createActivity({
          input: { message, idempotencyKey: message },
        });
        this.acknowledged.push(expectState(createActivity, "Activity").message);
        number += 1;
      } catch (error) {
        if (!(error instanceof GraphQLRequestError)) throw error;
        this.failures.push(error);
      }
      for (const { isDone, done } of this.#waiting) if (isDone()) done();
    }
  }

  /** Resolves when the condition holds after a post or a failure. */
  async until(condition: (writers: Writers) => boolean): Promise<void> {
    this.#allowed = this.acknowledged.length + postsPerCondition;
    this.#goOn();
    await Promise.race([
      new Promise<void>((done) => this.#waiting.push({ isDone: () => condition(this), done })),
      ...this.#running,
    ]);
  }

  #goOn(): void {
    for (const go of this.#resting) go();
    this.#resting.clear();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#goOn();
    await Promise.all(this.#running);
  }
}

/** The messages of all posts of the signed-in user. */
export async function readOwnPosts(sdk: Sdk): Promise<string[]> {
  const messages: string[] = [];
  let after: string | undefined;
  for (;;) {
    const { viewer } = await sdk.viewerActivities({ first: 100, ...(after !== undefined && { after }) });
    const page = viewer?.activities;
    messages.push(...(page?.edges.map(({ node }) => node.message) ?? []));
    if (!page?.pageInfo.hasNextPage) return messages;
    after = page.pageInfo.endCursor ?? undefined;
  }
}

export function sdkWithToken(url: string, token: string): Sdk {
  return createSdk({ url: `${url}/graphql`, headers: () => ({ authorization: `Bearer ${token}` }) });
}
