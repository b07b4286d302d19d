import { Field, ID, ObjectType } from "type-graphql";

@ObjectType({ simpleResolvers: true, description: "A user's public profile." })
export class User {
  @Field(() => ID, { description: "UUIDv7." })
  id!: string;

  @Field(() => String, { description: "The unique handle: 3 to 30 of `a-z`, `0-9` and `_`." })
  handle!: string;

  @Field(() => String, { description: "The display name." })
  name!: string;

  @Field(() => String, { nullable: true, description: "The self-description." })
  bio!: string | null;
}
