import { Field, InputType, ObjectType } from "type-graphql";
import { DateTime } from "../../graphql/date-time.scalar.ts";
import { mutationResult } from "../../graphql/mutation-result.ts";
import type { ProviderIdentity } from "../../user-pool/identities.ts";
import { Viewer } from "../../users/viewer.type.ts";
import { labelOfProvider } from "./provider-paths.ts";

@ObjectType({ simpleResolvers: true, description: "An identity provider by which the viewer signs in." })
export class LinkedIdentityProvider {
  @Field(() => String, { description: "Its name in the user pool, e.g. `Google`." })
  name!: string;

  @Field(() => String, { description: "What people call it." })
  label!: string;

  @Field(() => DateTime, {
    nullable: true,
    description: "When it was linked, or made the account. Null if the user pool does not say.",
  })
  linkedAt!: string | null;
}

export function toLinkedProvider({ providerName, linkedAt }: ProviderIdentity): LinkedIdentityProvider {
  return {
    name: providerName,
    label: labelOfProvider(providerName),
    linkedAt: linkedAt === undefined ? null : new Date(linkedAt).toISOString(),
  };
}

@InputType({ description: "Input of `unlinkIdentityProvider`." })
export class UnlinkIdentityProviderInput {
  @Field(() => String, { description: "`LinkedIdentityProvider.name`." })
  name!: string;
}

export const LinkIdentityProviderResult = mutationResult("linkIdentityProvider", [Viewer]);
export const UnlinkIdentityProviderResult = mutationResult("unlinkIdentityProvider", [Viewer]);
