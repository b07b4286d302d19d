import { Field, ObjectType, registerEnumType } from "type-graphql";

const DeliveryMedium = { EMAIL: "EMAIL", SMS: "SMS" } as const;
registerEnumType(DeliveryMedium, {
  name: "DeliveryMedium",
  description: "The medium by which a code was sent.",
  valuesConfig: { EMAIL: { description: "E-mail." }, SMS: { description: "Text message." } },
});

@ObjectType({ description: "Where a code was sent, with the address masked." })
export class CodeDelivery {
  @Field(() => String, { description: "The masked address, e.g. `w***@e***`." })
  destination!: string;

  @Field(() => DeliveryMedium, { description: "The medium." })
  medium!: keyof typeof DeliveryMedium;

  @Field(() => String, { description: "The attribute of the account that holds the address: `email`." })
  attribute!: string;
}

@ObjectType({
  description:
    "A code was sent, if the account is in a state to get one. The response is the same if it is not.",
})
export class CodeSent {
  @Field(() => CodeDelivery, { description: "Where it was sent." })
  codeDelivery: CodeDelivery;

  constructor(codeDelivery: CodeDelivery) {
    this.codeDelivery = codeDelivery;
  }
}
