import { randomUUID } from "node:crypto";
import type { Request, Scenario } from "./measure.ts";
import { emailOf, password } from "./pool.ts";
import type { ServerProcess } from "./server-process.ts";

/** Whoever writes: an access token, and an address, since limits count for both. */
type Writer = { token: string; address: string };

export type WriteOptions = {
  limit: ServerProcess;
  /** Servers that share one database. */
  ours: ServerProcess;
  peer: ServerProcess;
  /** Access tokens, of an account each. */
  tokens: string[];
  /** Signs accounts in; resolves to the refresh tokens of as many sessions. */
  signInSessions: (count: number) => Promise<string[]>;
  /** Ids of posts that nobody has liked yet. */
  posts: string[];
  /** Sets the counts of all rate limits to zero. */
  resetLimits: () => Promise<void>;
  /** Ends all sessions, since an account may have so many. */
  endSessions: () => Promise<void>;
};

const author = "author { handle name }";
const likeFields = `__typename ... on Activity { id likesCount viewerHasLiked ${author} }`;
const documents = {
  like: `mutation Like($input: LikeActivityInput!) { likeActivity(input: $input) { ${likeFields} } }`,
  unlike: `mutation Unlike($input: UnlikeActivityInput!) { unlikeActivity(input: $input) { ${likeFields} } }`,
  create: `mutation Post($input: CreateActivityInput!) { createActivity(input: $input) { __typename ... on Activity { message audience likesCount repliesCount ${author} } } }`,
  signIn: `mutation SignIn($input: SignInInput!) { signIn(input: $input) { __typename ... on SignedIn { session { accessToken refreshToken viewer { handle } } } } }`,
  refresh: `mutation Refresh($input: RefreshSessionInput!) { refreshSession(input: $input) { __typename ... on SignedIn { session { accessToken refreshToken viewer { handle } } } } }`,
};

/** The scenarios of writing: each request differs from all others, as those of clients do. */
export function writeScenarios({
  limit,
  ours,
  peer,
  tokens,
  signInSessions,
  posts,
  resetLimits,
  endSessions,
}: WriteOptions): Scenario[] {
  // Behind a proxy, each client has an address of its own.
  const writers = tokens.map((token, index) => ({ token, address: `10.1.${index >> 8}.${index & 255}` }));
  const writerOf = (number: number): Writer => writers[number % writers.length] ?? { token: "", address: "" };
  const common = { limit, baseline: peer, servers: [ours, peer], beforeRound: resetLimits };
  const hot = posts[0] ?? "";
  const refreshes = inTurn();
  const like = (number: number, activityId: string): Request =>
    toRequest(writerOf(number), documents.like, { activityId });
  const unlike = (number: number, activityId: string): Request =>
    toRequest(writerOf(number), documents.unlike, { activityId });
  const create = (number: number): Request =>
    toRequest(writerOf(number), documents.create, {
      message: `Post ${number}`,
      idempotencyKey: randomUUID(),
    });
  return [
    {
      ...common,
      title: "createActivity",
      requests: eachTime(create),
      compared: [create(0)],
      expected: '"Activity"',
    },
    {
      ...common,
      title: "likeActivity, many posts",
      requests: eachTime((number) =>
        like(number, posts[1 + (Math.floor(number / writers.length) % (posts.length - 1))] ?? ""),
      ),
      compared: [like(0, posts[1] ?? "")],
      expected: '"Activity"',
    },
    {
      ...common,
      title: "likeActivity and unlikeActivity, one post",
      requests: eachTime((number) =>
        Math.floor(number / writers.length) % 2 === 0 ? like(number, hot) : unlike(number, hot),
      ),
      compared: [like(0, hot), unlike(0, hot)],
      expected: '"Activity"',
    },
    {
      ...common,
      title: "refreshSession",
      requests: refreshes.requests,
      compared: [],
      expected: '"SignedIn"',
      connections: refreshConnections,
      beforeRound: async () => {
        await resetLimits();
        await refreshes.refill(signInSessions);
      },
      // The pool signs some eighty tokens a second: until their code is compiled, both servers cost twice as much.
      warmUpSeconds: 20,
    },
    {
      ...common,
      title: "signIn",
      requests: eachTime((number) =>
        toRequest({ ...writerOf(number), token: "" }, documents.signIn, {
          identifier: emailOf(number % writers.length),
          password,
          refreshTokenDelivery: "PAYLOAD",
        }),
      ),
      compared: [],
      expected: '"SignedIn"',
      // The pool, which hashes the passwords, is a process apart; a sign-in takes a minimum time besides.
      connections: 4,
      warmUpSeconds: 10,
      beforeRound: async () => {
        await resetLimits();
        await endSessions();
      },
    },
  ];
}

function toRequest({ token, address }: Writer, query: string, input: object): Request {
  return {
    method: "POST",
    headers: {
      "content-type": "application/json",
      "x-forwarded-for": address,
      ...(token !== "" && { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify({ query, variables: { input } }),
  };
}

/** A new request each time; the numbers go on from one server to the next. */
function eachTime(create: (number: number) => Request): Request[] {
  let number = 0;
  return [
    {
      ...create(number),
      setupRequest: (sent) => {
        number += 1;
        return { ...sent, ...create(number) };
      },
    },
  ];
}

const refreshConnections = 8;

/** Refreshes sessions in turn: each response has the next refresh token of its session. */
function inTurn(): {
  requests: Request[];
  /** A round loses the sessions whose response comes after its end: signs in as many. */
  refill: (signInSessions: WriteOptions["signInSessions"]) => Promise<void>;
} {
  type Session = { refreshToken: string; address: string };
  const free: Session[] = [];
  const using = new WeakMap<object, string>();
  const create = ({ refreshToken, address }: Session): Request =>
    toRequest({ token: "", address }, documents.refresh, { refreshToken });
  let number = 0;
  return {
    requests: [
      {
        ...create({ refreshToken: "", address: "" }),
        setupRequest: (sent, context) => {
          const session = free.shift();
          if (!session) throw new Error("No session is left to refresh.");
          using.set(context, session.address);
          return { ...sent, ...create(session) };
        },
        onResponse: (_status, body, context) => {
          const refreshToken = /"refreshToken":"([^"]+)"/.exec(body)?.[1];
          if (refreshToken !== undefined) free.push({ refreshToken, address: using.get(context) ?? "" });
        },
      },
    ],
    async refill(signInSessions) {
      const missing = 4 * refreshConnections - free.length;
      if (missing <= 0) return;
      for (const refreshToken of await signInSessions(missing)) {
        number += 1;
        free.push({ refreshToken, address: `10.2.0.${number & 255}` });
      }
    },
  };
}
