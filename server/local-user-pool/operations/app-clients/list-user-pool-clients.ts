import { and, asc, eq, gt } from "drizzle-orm";
import { requirePool } from "../../pools/user-pools.ts";
import { fromPageToken, toPage } from "../../protocol/pagination.ts";
import { PaginationToken, UserPoolId } from "../../protocol/request-members.ts";
import { integer, structure } from "../../protocol/shape.ts";
import { appClients } from "../../tables/app-clients-table.ts";
import { defineOperation } from "../definition/operation.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListUserPoolClients.html */
export const listUserPoolClients = defineOperation(
  structure({ UserPoolId }, { MaxResults: integer({ min: 1, max: 60 }), NextToken: PaginationToken }),
  async ({ database }, { MaxResults = 60, NextToken, ...input }) => {
    const pool = await requirePool(database, input.UserPoolId);
    const after = NextToken === undefined ? undefined : gt(appClients.id, fromPageToken(NextToken));
    const rows = await database
      .select()
      .from(appClients)
      .where(and(eq(appClients.poolId, pool.id), after))
      .orderBy(asc(appClients.id))
      .limit(MaxResults + 1);
    const page = toPage(rows, MaxResults, (client) => client.id);
    const UserPoolClients = page.items.map(({ id, settings }) => ({
      ClientId: id,
      UserPoolId: pool.id,
      ClientName: settings.ClientName,
    }));
    return { UserPoolClients, NextToken: page.nextToken };
  },
);
