import type { OperationContext } from "../operations/definition/operation.ts";
import { signedOperations } from "../operations/operations.ts";
import { UserPoolException } from "../protocol/exceptions.ts";
import { createPrivateKey } from "../tokens/signing-keys.ts";
import { toTriggerRuntime } from "../triggers/trigger-options.ts";
import type { Database } from "../tables/database-schema.ts";

/** Runs an operation of an administrator in this process. */
export type Administer = (
  operation: string,
  input: object,
  chosen?: { id?: string | undefined; region?: string },
) => Promise<void>;

/** The region of pools without a chosen id. */
const defaultRegion = "us-east-1";

/** The administrator of the pools of a database. Triggers do not run for what it does, and no message is sent. */
export function createAdministrator(
  database: Database,
  clock: () => Date,
  passwordHashCost: number,
): Administer {
  const triggers = toTriggerRuntime({}, () => {});
  return async (name, input, chosen = {}) => {
    const operation = Object.hasOwn(signedOperations, name) ? signedOperations[name] : undefined;
    if (!operation) throw new UserPoolException("UnknownOperationException", `Unknown operation ${name}.`);
    const context: OperationContext = {
      database,
      now: clock(),
      deliverMail: async () => {},
      sourceAddress: "127.0.0.1",
      region: chosen.region ?? defaultRegion,
      passwordHashCost,
      createPrivateKey,
      triggers,
      chosenId: chosen.id,
    };
    await operation(context, input);
  };
}
