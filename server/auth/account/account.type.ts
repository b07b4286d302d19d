import { Field, ObjectType } from "type-graphql";
import { DateTime } from "../../graphql/date-time.scalar.ts";
import { mutationResult } from "../../graphql/mutation-result.ts";
import { Viewer } from "../../users/viewer.type.ts";
import { CodeSent } from "../shared/code-delivery.type.ts";

@ObjectType({ description: "The account was deleted, with all that its user wrote." })
export class AccountDeleted {
  @Field(() => DateTime, { description: "When it was deleted." })
  deletedAt: string;

  constructor(deletedAt: string) {
    this.deletedAt = deletedAt;
  }
}

export const UpdateProfileResult = mutationResult("updateProfile", [Viewer]);
export const ChangeEmailResult = mutationResult("changeEmail", [CodeSent]);
export const ConfirmEmailResult = mutationResult("confirmEmail", [Viewer]);
export const DeleteAccountResult = mutationResult("deleteAccount", [AccountDeleted]);
