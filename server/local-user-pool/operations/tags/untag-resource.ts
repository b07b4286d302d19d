import { changeTags, requireTaggedPool } from "../../pools/tags.ts";
import { ArnType } from "../../protocol/request-members.ts";
import { list, structure } from "../../protocol/shape.ts";
import { TagKey } from "../../settings/tags.ts";
import { defineOperation } from "../definition/operation.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UntagResource.html */
export const untagResource = defineOperation(
  structure({ ResourceArn: ArnType, TagKeys: list(TagKey) }),
  async ({ database }, input) => {
    const pool = await requireTaggedPool(database, input.ResourceArn);
    const removed = new Set(input.TagKeys);
    await changeTags(database, pool.id, (tags) =>
      Object.fromEntries(Object.entries(tags).filter(([key]) => !removed.has(key))),
    );
    return {};
  },
);
