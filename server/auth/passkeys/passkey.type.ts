import { Field, ID, InputType, ObjectType } from "type-graphql";
import { DateTime } from "../../graphql/date-time.scalar.ts";
import { mutationResult } from "../../graphql/mutation-result.ts";
import { Viewer } from "../../users/viewer.type.ts";
import type { PasskeyRow } from "./passkeys-table.ts";
import {
  PublicKeyCredentialCreationOptionsJson,
  RegistrationResponseJson,
  type WebAuthnJson,
} from "./web-authn-json.scalars.ts";

@ObjectType({ simpleResolvers: true, description: "A passkey of the viewer." })
export class Passkey {
  @Field(() => ID, { description: "The id of its credential, in base64url. For `deletePasskey`." })
  id!: string;

  @Field(() => String, {
    description:
      "The name that its owner gave, or else of what keeps it, e.g. `iCloud Keychain`: 1 to 100 characters.",
  })
  name!: string;

  @Field(() => DateTime, { description: "When it was added." })
  createdAt!: string;

  @Field(() => DateTime, {
    nullable: true,
    description: "When it last signed in here. Null if it never did.",
  })
  lastUsedAt!: string | null;
}

export function toPasskey({ credentialId, name, createdAt, lastUsedAt }: PasskeyRow): Passkey {
  return {
    id: credentialId,
    name,
    createdAt: createdAt.toISOString(),
    lastUsedAt: lastUsedAt?.toISOString() ?? null,
  };
}

@ObjectType({ description: "What the browser takes to make a passkey, for `completePasskeyRegistration`." })
export class PasskeyRegistrationStarted {
  @Field(() => PublicKeyCredentialCreationOptionsJson, {
    description: "Valid for a few minutes, and for one passkey.",
  })
  options: WebAuthnJson;

  constructor(options: WebAuthnJson) {
    this.options = options;
  }
}

@InputType({ description: "Input of `completePasskeyRegistration`." })
export class CompletePasskeyRegistrationInput {
  @Field(() => RegistrationResponseJson, {
    description: "What the browser returned for `PasskeyRegistrationStarted.options`.",
  })
  credential!: WebAuthnJson;

  @Field(() => String, {
    nullable: true,
    description: "A name by which its owner knows it, 1 to 100 characters. If absent, of what keeps it.",
  })
  name?: string | null;
}

@InputType({ description: "Input of `deletePasskey`." })
export class DeletePasskeyInput {
  @Field(() => ID, { description: "`Passkey.id`." })
  passkeyId!: string;
}

export const StartPasskeyRegistrationResult = mutationResult("startPasskeyRegistration", [
  PasskeyRegistrationStarted,
]);
export const CompletePasskeyRegistrationResult = mutationResult("completePasskeyRegistration", [Viewer]);
export const DeletePasskeyResult = mutationResult("deletePasskey", [Viewer]);
