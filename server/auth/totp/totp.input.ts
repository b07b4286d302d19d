import { Field, InputType } from "type-graphql";

@InputType({ description: "The proof that the authenticator app has the secret." })
export class ConfirmTotpInput {
  @Field(() => String, { description: "The six digits that the app shows; spaces are ignored." })
  code!: string;

  @Field(() => String, {
    nullable: true,
    description: "How the person calls the device, up to 100 characters.",
  })
  deviceName?: string | null;
}
