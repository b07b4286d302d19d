import { Field, InputType } from "type-graphql";

@InputType({ description: "Input of `confirmTotp`." })
export class ConfirmTotpInput {
  @Field(() => String, { description: "The six digits that the app shows. Spaces are ignored." })
  code!: string;

  @Field(() => String, {
    nullable: true,
    description: "A name for the device, up to 100 characters.",
  })
  deviceName?: string | null;
}
