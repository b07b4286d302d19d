import { afterAll, beforeAll, expect, it } from "vitest";
import { type Person, signUpPerson } from "../support/app/builders.ts";
import { deletePost, like, post, reply, unlike } from "../support/app/feed-actions.ts";
import { postGraphql } from "../support/app/post-graphql.ts";
import { startTestApp, type TestApp } from "../support/app/test-app.ts";

// Several users write and read concurrently. A response must contain every value that did not change while it was
// requested.

const turns = 10;
const kinds = ["like", "post", "reply", "like", "rename", "delete"] as const;

let app: TestApp;
let people: Person[];
beforeAll(async () => {
  app = await startTestApp();
  people = [];
  for (let number = 0; number < 6; number += 1) people.push(await signUpPerson(app));
});
afterAll(() => app.stop());

/** A value that mutations change and queries return. */
class Fact<Value> {
  #value: Value;
  #changes = 0;
  #pending = 0;
  constructor(value: Value) {
    this.#value = value;
  }

  get isSettled(): boolean {
    return this.#pending === 0;
  }

  /** @param to computes the new value when `write` is acknowledged, since other changes may be acknowledged before it. */
  async change(to: (value: Value) => Value, write: () => Promise<unknown>): Promise<void> {
    this.#changes += 1;
    this.#pending += 1;
    await write();
    this.#value = to(this.#value);
    this.#pending -= 1;
  }

  /** Remembers the current value. The result returns it, or undefined where it has changed since. */
  watch(): () => Value | undefined {
    const { isSettled } = this;
    const value = this.#value;
    const changes = this.#changes;
    return () => (isSettled && this.#changes === changes ? value : undefined);
  }
}

class Post {
  readonly exists = new Fact(true);
  readonly likesCount = new Fact(0);
  readonly repliesCount = new Fact(0);
  readonly #likedBy = new Map<Person, Fact<boolean>>();
  constructor(
    readonly id: string,
    readonly author: Person,
    readonly audience: "PUBLIC" | "MEMBERS",
  ) {}

  likedBy(person: Person): Fact<boolean> {
    const known = this.#likedBy.get(person) ?? new Fact(false);
    this.#likedBy.set(person, known);
    return known;
  }

  get isQuiet(): boolean {
    return this.exists.isSettled && this.likesCount.isSettled && this.repliesCount.isSettled;
  }
}

class History {
  compared = 0;
  readonly #posts: Post[] = [];
  readonly #deleted: string[] = [];
  readonly #names = new Map(people.map((person) => [person, new Fact(person.name)]));

  async write(person: Person, turn: number): Promise<void> {
    const number = turn + people.indexOf(person);
    const existing = this.#posts.filter(({ exists }) => exists.isSettled);
    const one = existing[(number * 5) % existing.length];
    const own = existing.find(({ author, isQuiet }) => author === person && isQuiet);
    const kind = kinds[number % kinds.length];
    if (kind === "rename") await this.#rename(person, `${person.handle} the ${turn}th`);
    else if (kind === "delete" && own) await this.#delete(own);
    else if (kind === "reply" && one) await this.#reply(person, one);
    else if (kind === "like" && one) await this.#toggleLike(person, one);
    else await this.#post(person, turn);
  }

  async #post(author: Person, turn: number): Promise<void> {
    const audience = turn % 4 === 0 ? "MEMBERS" : "PUBLIC";
    const { id } = await post(author.browser.sdk, `This is my ${turn}th.`, { audience });
    this.#posts.push(new Post(id, author, audience));
  }

  async #rename(person: Person, name: string): Promise<void> {
    await this.#names.get(person)?.change(
      () => name,
      () => person.browser.sdk.updateProfile({ input: { name } }),
    );
  }

  async #delete(one: Post): Promise<void> {
    await one.exists.change(
      () => false,
      () => deletePost(one.author.browser.sdk, one.id),
    );
    this.#posts.splice(this.#posts.indexOf(one), 1);
    this.#deleted.push(one.id);
  }

  async #reply({ browser }: Person, { id, repliesCount }: Post): Promise<void> {
    await repliesCount.change(
      (count) => count + 1,
      () => reply(browser.sdk, id, "So it is."),
    );
  }

  async #toggleLike(person: Person, one: Post): Promise<void> {
    const { sdk } = person.browser;
    const liked = one.likedBy(person);
    const likes = liked.watch()() === false;
    await liked.change(
      () => likes,
      () =>
        one.likesCount.change(
          (count) => count + (likes ? 1 : -1),
          () => (likes ? like(sdk, one.id) : unlike(sdk, one.id)),
        ),
    );
  }

  /** Queries the feed with an operation of that name, and compares the response. */
  async read(viewer: Person | undefined, name: string, withLikes: boolean): Promise<void> {
    const hidden = [...this.#deleted];
    const expected = this.#posts.flatMap((one) => {
      if (viewer === undefined && one.audience === "MEMBERS") {
        hidden.push(one.id);
        return [];
      }
      const facts = {
        likesCount: one.likesCount.watch(),
        repliesCount: one.repliesCount.watch(),
        name: this.#names.get(one.author)?.watch(),
        ...(withLikes && { viewerHasLiked: viewer ? one.likedBy(viewer).watch() : () => false }),
      };
      return [{ id: one.id, exists: one.exists.watch(), facts: Object.entries(facts) }];
    });
    const received = await ask(viewer, name, withLikes);
    expect(hidden.filter((id) => received.has(id))).toEqual([]);
    for (const { id, exists, facts } of expected) {
      if (!exists()) continue;
      for (const [fact, watched] of facts) {
        const value = watched?.();
        if (value === undefined) continue;
        this.compared += 1;
        expect(received.get(id), `${fact} of ${id} by ${name}`).toHaveProperty(fact, value);
      }
    }
  }
}

async function ask(viewer: Person | undefined, name: string, withLikes: boolean) {
  const fields = `id likesCount repliesCount ${withLikes ? "viewerHasLiked" : ""} author { name }`;
  const query = `query ${name} { homeFeed(first: 100) { edges { node { ${fields} } } } }`;
  const headers = viewer && { authorization: `Bearer ${viewer.accessToken}` };
  const answer = await postGraphql(app.url, { query }, headers);
  type Node = { id: string; author: { name: string } };
  const { data }: { data: { homeFeed: { edges: { node: Node }[] } } } = await answer.json();
  return new Map(
    data.homeFeed.edges.map(({ node }) => [node.id, { ...node, name: node.author.name }] as const),
  );
}

it("a response contains every change that was acknowledged before its request, for each viewer and every query", async () => {
  const history = new History();
  await Promise.all(
    people.map(async (person) => {
      for (let turn = 0; turn < turns; turn += 1) {
        await history.write(person, turn);
        for (const viewer of [person, undefined, person]) {
          // The first two come from the cache or from compiled queries; the third is a new query each time.
          await history.read(viewer, "Again", true);
          await history.read(viewer, "Again", false);
          await history.read(viewer, `Only${history.compared}`, turn % 2 === 0);
        }
      }
    }),
  );
  expect(history.compared).toBeGreaterThan(10_000);
});
