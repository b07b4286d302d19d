import { Field, ObjectType, registerEnumType } from "type-graphql";

export const DeliveryMedium = { EMAIL: "EMAIL", SMS: "SMS" } as const;
registerEnumType(DeliveryMedium, {
  name: "DeliveryMedium",
  description: "The medium by which a code was sent.",
  valuesConfig: { EMAIL: { description: "E-mail." }, SMS: { description: "Text message." } },
});

@ObjectType({ description: "Where a code was sent, with the address masked." })
export class CodeDelivery {
  @Field(() => String, {
    description:
      "The masked address, e.g. `w***@e***` or `+****0100`; `***` where it would reveal something of the account.",
  })
  destination!: string;

  @Field(() => DeliveryMedium, { description: "The medium." })
  medium!: keyof typeof DeliveryMedium;

  @Field(() => String, {
    description: "The attribute of the account that holds the address: `email` or `phone_number`.",
  })
  attribute!: string;
}

@ObjectType({
  description:
    "A code was sent, if the account is in a state to get one. The response is the same if it is not.",
})
export class CodeSent {
  @Field(() => String, { description: "Names the account, for the mutation that takes the code." })
  identifier: string;

  @Field(() => CodeDelivery, { description: "Where it was sent." })
  codeDelivery: CodeDelivery;

  constructor(identifier: string, codeDelivery: CodeDelivery) {
    this.identifier = identifier;
    this.codeDelivery = codeDelivery;
  }
}
