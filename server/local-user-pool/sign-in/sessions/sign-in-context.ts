import type { DeliverMail } from "../../mail/messages.ts";
import type { Database } from "../../tables/database-schema.ts";

/** The part of a request's context that a sign-in uses. */
export type SignInContext = {
  database: Database;
  /** The time of the request. */
  now: Date;
  deliverMail: DeliverMail;
  /** The IP address that the request came from. */
  sourceAddress: string;
  /** The DEVICE_KEY of the request's parameters. */
  deviceKey?: string | undefined;
  /** Log2 of scrypt's N. */
  passwordHashCost: number;
};
