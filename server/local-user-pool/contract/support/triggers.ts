import type {
  CreateUserPoolClientCommandInput,
  CreateUserPoolCommandInput,
} from "@aws-sdk/client-cognito-identity-provider";
import type { TriggerEvent } from "../../triggers/event.ts";
import { createPool } from "./builders.ts";
import type { TestPool } from "./builders.ts";
import type { EndpointUnderTest } from "./endpoint-under-test.ts";
import { onlyLocally } from "./named-pool.ts";

export type { TriggerEvent };

/** What a trigger answers: members of the event's response. What it throws is thrown. */
type Answer = (event: TriggerEvent) => object | void | Promise<object | void>;

/** A trigger that keeps the events it gets. */
export type RecordedTrigger = { arn: string; events: TriggerEvent[] };

/** Adds a trigger that answers the whole event, with the given members in its response. */
export function addTrigger(endpoint: EndpointUnderTest, answer: Answer = () => {}): RecordedTrigger {
  onlyLocally("the functions of a pool of AWS run there");
  const events: TriggerEvent[] = [];
  const arn = endpoint.addFunction(async (given) => {
    const event = given as TriggerEvent;
    events.push(structuredClone(event));
    return { ...event, response: { ...event.response, ...(await answer(event)) } };
  });
  return { arn, events };
}

/** The ways of sign-in that tests of triggers use. */
export const allFlows: Partial<CreateUserPoolClientCommandInput> = {
  ExplicitAuthFlows: [
    "ALLOW_USER_PASSWORD_AUTH",
    "ALLOW_USER_SRP_AUTH",
    "ALLOW_CUSTOM_AUTH",
    "ALLOW_USER_AUTH",
    "ALLOW_REFRESH_TOKEN_AUTH",
    "ALLOW_ADMIN_USER_PASSWORD_AUTH",
  ],
};

/** Creates a pool with triggers. */
export async function createTriggerPool(
  endpoint: EndpointUnderTest,
  LambdaConfig: CreateUserPoolCommandInput["LambdaConfig"],
  {
    pool,
    client,
  }: {
    pool?: Partial<CreateUserPoolCommandInput>;
    client?: Partial<CreateUserPoolClientCommandInput>;
  } = {},
): Promise<TestPool> {
  return await createPool(endpoint, {
    pool: { LambdaConfig, ...pool },
    client: { ...allFlows, ...client },
  });
}
