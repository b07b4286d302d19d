import type { DeliverMail } from "../mail/mail.ts";
import type { CreatePrivateKey } from "../tokens/signing-keys.ts";
import { readInput } from "../protocol/shape.ts";
import type { Shape } from "../protocol/shape.ts";
import type { Database } from "../tables/database-schema.ts";

/** What an operation is given besides its input. */
export type OperationContext = {
  database: Database;
  /** The time of the request, the same for all that it does. */
  now: Date;
  deliverMail: DeliverMail;
  /** The region of the request's signature; new pools are made there. */
  region: string;
  requestId: string;
  /** Log2 of scrypt's N. */
  passwordHashCost: number;
  /** Of a new pool. */
  createPrivateKey: CreatePrivateKey;
};

/** One Cognito operation: from the request's JSON to the response's. */
export type Operation = (context: OperationContext, input: unknown) => Promise<object>;

/** An operation whose input is checked against its shape before anything is looked up. */
export function defineOperation<Input>(
  input: Shape<Input>,
  handle: (context: OperationContext, input: Input) => Promise<object>,
): Operation {
  return (context, raw) => handle(context, readInput(input, raw));
}
