import { Field, ObjectType } from "type-graphql";
import { mutationResult } from "../../graphql/mutation-result.ts";
import { Viewer } from "../../users/viewer.type.ts";

@ObjectType({
  description: "The secret for an authenticator app. It takes effect once `confirmTotp` gets a code of it.",
})
export class TotpSetUp {
  @Field(() => String, { description: "The secret in base32, for typing." })
  secret: string;

  @Field(() => String, {
    description:
      "The secret as an `otpauth://` URI, for a QR code. Draw the code on the device, since it is a secret.",
  })
  otpauthUri: string;

  constructor(secret: string, otpauthUri: string) {
    this.secret = secret;
    this.otpauthUri = otpauthUri;
  }
}

export const SetUpTotpResult = mutationResult("setUpTotp", [TotpSetUp]);
export const ConfirmTotpResult = mutationResult("confirmTotp", [Viewer]);
export const DisableTotpResult = mutationResult("disableTotp", [Viewer]);
