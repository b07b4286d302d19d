import type { DeliveryContext } from "../../mail/deliver-message.ts";
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
  /** What the triggers of a sign-in get as validation data: the ClientMetadata of InitiateAuth. */
  validationData?: Record<string, string> | undefined;
  /** Log2 of scrypt's N. */
  passwordHashCost: number;
};
