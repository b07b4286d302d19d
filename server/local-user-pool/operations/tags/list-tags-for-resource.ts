import { requireTaggedPool } from "../../pools/tags.ts";
import { ArnType } from "../../protocol/request-members.ts";
import { structure } from "../../protocol/shape.ts";
import { defineOperation } from "../definition/operation.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListTagsForResource.html */
export const listTagsForResource = defineOperation(
  structure({ ResourceArn: ArnType }),
  async ({ database }, input) => {
    const { settings } = await requireTaggedPool(database, input.ResourceArn);
    return { Tags: settings.UserPoolTags ?? {} };
  },
);
