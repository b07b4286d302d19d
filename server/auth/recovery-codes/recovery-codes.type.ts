import { Field, ObjectType } from "type-graphql";
import { mutationResult } from "../../graphql/mutation-result.ts";

@ObjectType({
  description:
    "New recovery codes. This response alone has them: show them once, to be printed or kept in a password manager.",
})
export class RecoveryCodesCreated {
  @Field(() => [String], {
    description:
      "Ten codes of 15 letters and digits in three groups, each for one use with `respondToChallenge`. They replace all codes that were made before.",
  })
  codes: string[];

  constructor(codes: string[]) {
    this.codes = codes;
  }
}

export const CreateRecoveryCodesResult = mutationResult("createRecoveryCodes", [RecoveryCodesCreated]);
