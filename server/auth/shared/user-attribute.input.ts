import { Field, InputType } from "type-graphql";

@InputType({ description: "An attribute of an account at the user pool." })
export class UserAttributeInput {
  @Field(() => String, { description: "Cognito's name: `family_name`, `custom:team`." })
  name!: string;

  @Field(() => String, {
    description: "The value, at most 2048 characters, in the form that Cognito expects.",
  })
  value!: string;
}
