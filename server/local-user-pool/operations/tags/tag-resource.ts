import { changeTags, requireTaggedPool } from "../../pools/tags.ts";
import { ArnType } from "../../protocol/request-members.ts";
import { structure } from "../../protocol/shape.ts";
import { tagsShape } from "../../settings/tags.ts";
import { defineOperation } from "../definition/operation.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_TagResource.html */
export const tagResource = defineOperation(
  structure({ ResourceArn: ArnType, Tags: tagsShape }),
  async ({ database }, input) => {
    const pool = await requireTaggedPool(database, input.ResourceArn);
    await changeTags(database, pool.id, (tags) => ({ ...tags, ...input.Tags }));
    return {};
  },
);
