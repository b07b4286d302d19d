import { readFile } from "node:fs/promises";
import type { FastifyInstance } from "fastify";
import type { Database } from "../../database/database.ts";
import { guardHosts, type ServesHost } from "../policies/hosts.ts";
import { readInbox } from "../../mail/inbox.ts";

/**
 * GET /inbox: the mail and SMS of the local user pool as a page. GET /inbox.json?to=EMAIL or ?to=%2B15550100: the same
 * as JSON. It needs no password, so
 * it is guarded by the host name, in production too.
 */
export async function addInboxRoutes(
  server: FastifyInstance,
  db: Database,
  servesHost: ServesHost,
): Promise<void> {
  await server.register(async (inbox) => {
    guardHosts(inbox, servesHost);
    addRoutes(inbox, db);
  });
}

function addRoutes(server: FastifyInstance, db: Database): void {
  server.get<{ Querystring: { to?: string } }>("/inbox.json", async (request, reply) => {
    void reply.header("cache-control", "no-store");
    const { to } = request.query;
    return await readInbox(db, typeof to === "string" ? to.replaceAll("\0", "") : undefined);
  });

  // Style and script are separate files: the content security policy allows nothing inline.
  for (const [path, file, type] of assets) {
    server.get(path, async (_request, reply) => {
      const content = await readFile(new URL(file, import.meta.url), "utf8");
      return await reply.type(type).header("cache-control", "no-cache").send(content);
    });
  }
}

const assets = [
  ["/inbox", "./inbox/inbox.html", "text/html; charset=utf-8"],
  ["/inbox/inbox.css", "./inbox/inbox.css", "text/css; charset=utf-8"],
  ["/inbox/inbox.js", "./inbox/inbox.js", "text/javascript; charset=utf-8"],
] as const;
