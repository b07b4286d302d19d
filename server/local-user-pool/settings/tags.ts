import { map, string } from "../protocol/shape.ts";

export const TagKey = string({ min: 1, max: 128 });

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_TagResource.html */
export const tagsShape = map(string({ max: 256 }), TagKey);
