import { Field, ID, ObjectType } from "type-graphql";

@ObjectType({ simpleResolvers: true, description: "A person, as everybody sees them." })
export class User {
  @Field(() => ID, { description: "UUIDv7." })
  id!: string;

  @Field(() => String, { description: "The name to mention, unique: 3–30 of `a-z`, `0-9` and `_`." })
  handle!: string;

  @Field(() => String, { description: "The name to show." })
  name!: string;

  @Field(() => String, { nullable: true, description: "A few words about themselves." })
  bio!: string | null;
}
