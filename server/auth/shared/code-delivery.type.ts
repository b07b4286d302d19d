import { Field, ObjectType, registerEnumType } from "type-graphql";

const DeliveryMedium = { EMAIL: "EMAIL", SMS: "SMS" } as const;
registerEnumType(DeliveryMedium, {
  name: "DeliveryMedium",
  description: "How a code was sent.",
  valuesConfig: { EMAIL: { description: "By e-mail." }, SMS: { description: "By text message." } },
});

@ObjectType({ description: "Where a code was sent, as far as it may be shown." })
export class CodeDelivery {
  @Field(() => String, { description: "The masked address, e.g. `w***@e***`." })
  destination!: string;

  @Field(() => DeliveryMedium, { description: "How it was sent." })
  medium!: keyof typeof DeliveryMedium;

  @Field(() => String, { description: "The attribute of the account that holds the address: `email`." })
  attribute!: string;
}

@ObjectType({
  description:
    "A code is on its way, if the account is in a state to get one. The answer is the same if it is not.",
})
export class CodeSent {
  @Field(() => CodeDelivery, { description: "Where to." })
  codeDelivery: CodeDelivery;

  constructor(codeDelivery: CodeDelivery) {
    this.codeDelivery = codeDelivery;
  }
}
