import { Field, ObjectType } from "type-graphql";
import { PageInfo } from "../graphql/paging/page-info.type.ts";
import { Report } from "./report.type.ts";

@ObjectType({ simpleResolvers: true, description: "A report and its position in a list." })
export class ReportEdge {
  @Field(() => String, { description: "Opaque. As `after` it gives the page after this report." })
  cursor!: string;

  @Field(() => Report, { description: "The report." })
  node!: Report;
}

@ObjectType({ simpleResolvers: true, description: "A page of reports, as a Relay connection." })
export class ReportConnection {
  @Field(() => [ReportEdge], { description: "The reports, in the order of the list." })
  edges!: ReportEdge[];

  @Field(() => PageInfo, { description: "The ends of the page, and whether another one follows." })
  pageInfo!: PageInfo;
}
