import { string } from "../../protocol/shape.ts";

export const RegionName = string({ min: 5, max: 32, pattern: "[a-z]+(-[a-z]+)+-[0-9]" });

/** A replica in another region, whose name is its key. */
export type Replica = { Status: "ACTIVE" | "INACTIVE"; UserPoolTags: Record<string, string> };
