import { ArnType, UserPoolId } from "../../protocol/request-members.ts";
import { integer, string, structure } from "../../protocol/shape.ts";
import type { ValueOf } from "../../protocol/shape.ts";

/** A prefix, or the name of a custom domain with its dots. */
export const Domain = string({ min: 1, max: 63, pattern: "[a-z0-9](?:[a-z0-9.-]{0,61}[a-z0-9])?" });

export const domainShape = structure(
  { UserPoolId, Domain },
  {
    ManagedLoginVersion: integer({ min: 1, max: 2 }),
    CustomDomainConfig: structure({ CertificateArn: ArnType }),
  },
);

/** A domain, whose name is its key. It is a custom one if it has a certificate. */
export type PoolDomain = Pick<ValueOf<typeof domainShape>, "CustomDomainConfig"> & {
  ManagedLoginVersion: number;
};
