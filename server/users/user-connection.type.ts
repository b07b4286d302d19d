import { Field, ObjectType } from "type-graphql";
import { PageInfo } from "../graphql/paging/page-info.type.ts";
import { User } from "./user.type.ts";

@ObjectType({ simpleResolvers: true, description: "A user and their position in a list." })
export class UserEdge {
  @Field(() => String, { description: "Opaque. As `after` it gives the page after this user." })
  cursor!: string;

  @Field(() => User, { description: "The user." })
  node!: User;
}

@ObjectType({
  simpleResolvers: true,
  description: "A page of users, as a Relay connection. Users that are added or removed never shift a page.",
})
export class UserConnection {
  @Field(() => [UserEdge], { description: "The users, those who were added last first." })
  edges!: UserEdge[];

  @Field(() => PageInfo, { description: "The ends of the page, and whether another one follows." })
  pageInfo!: PageInfo;
}
