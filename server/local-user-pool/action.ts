import type { UserPoolMail } from "./mail.ts";
import type { CreatePrivateKey } from "./signing-keys.ts";
import { readInput } from "./shape.ts";
import type { Shape } from "./shape.ts";
import type { Database } from "./tables/database-schema.ts";

/** What an operation is given besides its input. */
export type Context = {
  database: Database;
  /** The time of the request, the same for all that it does. */
  now: Date;
  deliverMail: (mail: UserPoolMail) => Promise<void>;
  /** The region of the request's signature; new pools are made there. */
  region: string;
  requestId: string;
  /** Log2 of scrypt's N. */
  passwordHashCost: number;
  /** Of a new pool. */
  createPrivateKey: CreatePrivateKey;
};

/** One Cognito operation: from the request's JSON to the response's. */
export type Action = (context: Context, input: unknown) => Promise<object>;

/** An operation whose input is checked against its shape before anything is looked up. */
export function defineAction<Input>(
  input: Shape<Input>,
  handle: (context: Context, input: Input) => Promise<object>,
): Action {
  return (context, raw) => handle(context, readInput(input, raw));
}
