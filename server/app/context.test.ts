import { expect, it } from "vitest";
import type { RequestContext } from "../graphql/context.ts";
import { nobodyHidden } from "../graphql/hidden-people.ts";
import type { Identity } from "../graphql/identity.ts";
import { createLog } from "../observability/log.ts";
import { newRequestTelemetry } from "../observability/request-telemetry.ts";
import { machineOf, memberOf } from "../test/support/app/identities.ts";
import type { PoolCaller } from "../user-pool/limit-calls.ts";
import { createContextFactory, type JoinedContext } from "./context.ts";

it.each<[Identity["kind"], Identity, PoolCaller]>([
  ["member", memberOf(), { account: "a user" }],
  ["machine", machineOf("feed/read"), { account: "a client" }],
  ["guest", { kind: "guest" }, { address: "203.0.113.7" }],
  ["invalidToken", { kind: "invalidToken", reason: "TOKEN_INVALID" }, { address: "203.0.113.7" }],
])(
  "calls of the user pool count for the account of a member or a machine, else for the network: %s",
  (_kind, identity, caller) => {
    const callers: PoolCaller[] = [];
    const userPoolFor = ((each: PoolCaller) => void callers.push(each)) as never;
    const log = createLog({ write: () => {} }, "silent");
    const joined: JoinedContext = { userPoolFor, requestContexts: [], services: {}, log };
    const request: RequestContext = {
      identity,
      hiddenPeople: nobodyHidden,
      requestId: "1",
      address: "203.0.113.7",
      userAgent: undefined,
      log,
      deadlinePassed: () => false,
      telemetry: newRequestTelemetry(),
    };
    const cookies = { header: undefined, secure: true, set: () => {} };
    const createContext = createContextFactory(joined);
    callers.length = 0;
    createContext(request, cookies);
    expect(callers).toEqual([caller]);
  },
);
