import type { DeliveryContext } from "../../mail/deliver-message.ts";
import type { CustomAuthStep } from "../../tables/auth-session-state.ts";
import type { Database } from "../../tables/database-schema.ts";

/** The part of a request's context that a sign-in uses. */
export type SignInContext = DeliveryContext & {
  database: Database;
  /** The time of the request. */
  now: Date;
  /** The IP address that the request came from. */
  sourceAddress: string;
  /** The DEVICE_KEY of the request's parameters. */
  deviceKey?: string | undefined;
  /** The steps of CUSTOM_AUTH that are complete; undefined in other flows. */
  customAuth?: CustomAuthStep[] | undefined;
  /** What the triggers of a sign-in get as validation data: the ClientMetadata of InitiateAuth. */
  validationData?: Record<string, string> | undefined;
  /** Log2 of scrypt's N. */
  passwordHashCost: number;
};

/**
 * The context of InitiateAuth. Its ClientMetadata is the validation data of PreAuthentication and UserMigration, and not for
 * the triggers that follow.
 *
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_InitiateAuth.html
 */
export function toSignInContext<T extends SignInContext>(context: T): T {
  return { ...context, validationData: context.clientMetadata, clientMetadata: undefined };
}
