import { UserPoolId } from "../../protocol/request-members.ts";
import { list, string, structure } from "../../protocol/shape.ts";
import type { ValueOf } from "../../protocol/shape.ts";

/** https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-define-resource-servers.html */
export const Identifier = string({ min: 1, max: 256, pattern: "[\\x21\\x23-\\x5B\\x5D-\\x7E]+" });

const resourceServerMembers = { Name: string({ min: 1, max: 256, pattern: "[\\w\\s+=,.@-]+" }) };

const Scopes = list(
  structure({
    ScopeName: string({ min: 1, max: 256, pattern: "[\\x21\\x23-\\x2E\\x30-\\x5B\\x5D-\\x7E]+" }),
    ScopeDescription: string({ min: 1, max: 256 }),
  }),
  { max: 100 },
);

export const resourceServerShape = structure(
  { UserPoolId, Identifier, ...resourceServerMembers },
  { Scopes },
);

/** A resource server, whose identifier is its key. */
export type ResourceServer = { Name: string; Scopes: ValueOf<typeof Scopes> };
