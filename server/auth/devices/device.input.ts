import { Field, ID, InputType } from "type-graphql";

@InputType({ description: "Input of `forgetDevice`." })
export class ForgetDeviceInput {
  @Field(() => ID, { description: "`Device.id` of the device to forget." })
  deviceId!: string;
}
