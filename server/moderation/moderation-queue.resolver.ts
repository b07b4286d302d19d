import { Arg, Args, Ctx, FieldResolver, Int, Query, Resolver, Root } from "type-graphql";
import { PageInfo } from "../graphql/paging/page-info.type.ts";
import { Activity } from "../feed/model/activity.type.ts";
import { encodeCursor } from "../graphql/paging/cursor.ts";
import { PageArguments, parsePage } from "../graphql/paging/page-arguments.ts";
import { Authorized } from "../graphql/guards/authorized.ts";
import { User } from "../users/user.type.ts";
import type { ModerationContext } from "./context.ts";
import { maximumReportsCount, readReports } from "./read-reports.ts";
import { ReportConnection } from "./report-connection.type.ts";
import { reportLoadersOf } from "./report-loaders.ts";
import { Report, ReportStatus, toReport } from "./report.type.ts";

/** What moderators read. */
@Resolver(() => Report)
export class ModerationQueueResolver {
  @Authorized("moderators")
  @Query(() => ReportConnection, {
    description:
      "Open reports, oldest first, or the record of resolved ones, those resolved last first. Requires the access token of a member of the group `moderators`.",
  })
  async moderationQueue(
    @Args(() => PageArguments) pageArguments: PageArguments,
    @Arg("status", () => ReportStatus, { defaultValue: "OPEN", description: "Which reports." })
    status: ReportStatus,
    @Ctx() context: ModerationContext,
  ): Promise<ReportConnection> {
    const list = status === "OPEN" ? "open-reports" : "resolved-reports";
    const page = parsePage(context, list, pageArguments);
    // From the primary: a replica may not know of a decision of another moderator yet.
    const rows = await readReports(context.db, status, page);
    const edges = rows.slice(0, page.first).map((row) => ({
      cursor: encodeCursor(context.cursorKey, list, row.id),
      node: toReport(row),
    }));
    return { edges, pageInfo: new PageInfo(rows.length > page.first, edges) };
  }

  @FieldResolver(() => Activity, {
    nullable: true,
    description:
      "The reported activity, for whatever audience it is; null if it is gone, and for the report of a person.",
  })
  async activity(@Root() { row }: Report, @Ctx() context: ModerationContext): Promise<Activity | null> {
    const { bucket, targetId: id } = row;
    return bucket === null ? null : ((await reportLoadersOf(context).activity.load({ bucket, id })) ?? null);
  }

  @FieldResolver(() => User, {
    nullable: true,
    description:
      "The reported person, or the author of the reported activity; null if the account was deleted.",
  })
  async subject(@Root() { row }: Report, @Ctx() context: ModerationContext): Promise<User | null> {
    return await findUser(context, row.subjectId);
  }

  @FieldResolver(() => User, {
    nullable: true,
    description: "Who reported it; null if the account was deleted.",
  })
  async reporter(@Root() { row }: Report, @Ctx() context: ModerationContext): Promise<User | null> {
    return await findUser(context, row.reporterId);
  }

  @FieldResolver(() => User, {
    nullable: true,
    description: "The moderator who decided; null while open, and if the account was deleted.",
  })
  async resolvedBy(@Root() { row }: Report, @Ctx() context: ModerationContext): Promise<User | null> {
    return await findUser(context, row.resolvedById);
  }

  @FieldResolver(() => Int, {
    description: `How many open reports there are of the same activity or person, with this one: exact up to ${maximumReportsCount - 1}, ${maximumReportsCount} stands for more.`,
  })
  async openReportsCount(@Root() { row }: Report, @Ctx() context: ModerationContext): Promise<number> {
    return await reportLoadersOf(context).openReportsCount.load(row.targetId);
  }
}

async function findUser(context: ModerationContext, id: string | null): Promise<User | null> {
  return id === null ? null : ((await reportLoadersOf(context).user.load(id)) ?? null);
}
