import { ClientId, UserPoolId } from "../protocol/request-members.ts";
import { integer, oneOf, structure } from "../protocol/shape.ts";
import type { ValueOf } from "../protocol/shape.ts";

const members = {
  UserSessionTracking: oneOf("ENABLED", "DISABLED"),
  TokenSession: structure({ MaxPerUser: integer({ min: 1, max: 100 }) }),
};

export const sessionConfigurationShape = structure({ UserPoolId, ...members });

const settingsShape = structure(members);

/** Whether a pool tracks sessions, and how many of them a user has at most. */
export type SessionSettings = ValueOf<typeof settingsShape>;

export const defaultSessionSettings: SessionSettings = {
  UserSessionTracking: "DISABLED",
  TokenSession: { MaxPerUser: 20 },
};

const SSOSession = structure({ MaxValidityMinutes: integer({ min: 0, max: 129_600 }) });

export const clientSessionConfigurationShape = structure({ UserPoolId, ClientId, SSOSession });

/** How long the session of the pages would be valid for an app client. */
export type ClientSessionConfiguration = { SSOSession: ValueOf<typeof SSOSession> };

export const defaultClientSession: ClientSessionConfiguration = { SSOSession: { MaxValidityMinutes: 60 } };
