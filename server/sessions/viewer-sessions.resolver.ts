import { Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import type { Database } from "../database/database.ts";
import { Viewer } from "../users/viewer.type.ts";
import { ActiveSession, toActiveSession } from "./active-session.type.ts";
import { listSessions } from "./sessions.ts";

/** Adds the sessions to the viewer. */
@Resolver(() => Viewer)
export class ViewerSessionsResolver {
  @FieldResolver(() => [ActiveSession], {
    description: "The viewer's sessions, newest sign-in first. `revokeSession` ends one.",
  })
  async sessions(@Root() { member }: Viewer, @Ctx() { db }: { db: Database }): Promise<ActiveSession[]> {
    const rows = await listSessions(db, member.userId);
    return rows.map((row) => toActiveSession(row, member.claims.originJti));
  }
}
