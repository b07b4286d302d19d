import { readInput } from "../../protocol/shape.ts";
import type { Shape } from "../../protocol/shape.ts";
import type { SignInContext } from "../../sign-in/sessions/sign-in-context.ts";
import type { CreatePrivateKey } from "../../tokens/signing-keys.ts";

/** The context of a request: all that an operation uses besides its input. */
export type OperationContext = SignInContext & {
  /** The region of the request's signature, in which new pools are created. */
  region: string;
  /** Generates the signing keys of new pools. */
  createPrivateKey: CreatePrivateKey;
  /** The id of the pool or the app client that is created, instead of the next one. No request has it. */
  chosenId?: string | undefined;
};

/** One Cognito operation: maps the request's JSON to the response's. */
export type Operation = (context: OperationContext, input: unknown) => Promise<object>;

/** Defines an operation whose input is checked against its shape first. */
export function defineOperation<Input>(
  input: Shape<Input>,
  handle: (context: OperationContext, input: Input) => Promise<object>,
): Operation {
  return (context, raw) => handle(context, readInput(input, raw));
}
