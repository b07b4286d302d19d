import { GraphQLRequestError } from "../../../../client/sdk/request-error.ts";
import { createSdk, type Sdk } from "../../../../client/sdk/sdk.ts";
import { newAccount } from "../app/builders.ts";
import { inState } from "../app/expectations.ts";
import { type Program, startProgram, waitForOutput } from "./run-program.ts";

// People who write to a program that a test lets fail, and what must be there afterwards.

export const writers = 4;

export async function startNode(
  environment: Record<string, string>,
): Promise<{ program: Program; url: string }> {
  const program = startProgram([], { PORT: "0", USER_POOL_PORT: "0", LOG_LEVEL: "fatal", ...environment });
  const [, url = ""] = await waitForOutput(program, /Web client +(http:\S+)/);
  return { program, url };
}

export async function signUp(url: string): Promise<string> {
  const sdk = createSdk({ url: `${url}/graphql` });
  const account = newAccount();
  inState((await sdk.signUp({ input: account })).signUp, "CodeSent");
  const [mail] = await (await fetch(`${url}/inbox.json?to=${account.email}`)).json();
  const { confirmSignUp } = await sdk.confirmSignUp({ input: { email: account.email, code: mail.code } });
  return inState(confirmSignUp, "SignedIn").session.accessToken;
}

/**
 * People who post without a pause, and send again whatever was not answered, with the same key.
 *
 * @param sdk asked before each post, so that they wait where there is nobody to send to.
 */
export class Writers {
  readonly acknowledged: string[] = [];
  readonly failures: GraphQLRequestError[] = [];
  #stopped = false;
  readonly #waiting: { until: () => boolean; done: () => void }[] = [];
  readonly #running: Promise<void>[];

  constructor(sdk: () => Promise<Sdk>) {
    this.#running = Array.from(
      { length: writers },
      async (_nothing, writer) => await this.#write(writer, sdk),
    );
  }

  async #write(writer: number, sdk: () => Promise<Sdk>): Promise<void> {
    for (let number = 1; !this.#stopped;) {
      const message = `post-${writer}-${number}`;
      try {
        const { createActivity } = await (
          await sdk()
        ).createActivity({
          input: { message, idempotencyKey: message },
        });
        this.acknowledged.push(inState(createActivity, "Activity").message);
        number += 1;
      } catch (error) {
        if (!(error instanceof GraphQLRequestError)) throw error;
        this.failures.push(error);
      }
      for (const { until, done } of this.#waiting) if (until()) done();
    }
  }

  async until(condition: (writers: Writers) => boolean): Promise<void> {
    await Promise.race([
      new Promise<void>((done) => this.#waiting.push({ until: () => condition(this), done })),
      ...this.#running,
    ]);
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await Promise.all(this.#running);
  }
}

export async function allOwnPosts(sdk: Sdk): Promise<string[]> {
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

export function sdkOf(url: string, token: string): Sdk {
  return createSdk({ url: `${url}/graphql`, headers: () => ({ authorization: `Bearer ${token}` }) });
}
