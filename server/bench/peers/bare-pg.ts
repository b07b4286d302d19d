import { createServer } from "node:http";
import pg from "pg";
import { env, port, reportReady } from "./peer.ts";

// The least that a page from Postgres costs in Node: the same rows by `pg` alone on `node:http`, by a named statement, with
// no GraphQL, token, limit or log.

const pool = new pg.Pool({ connectionString: env("DATABASE_URL") });
const text = (value: string): string => value;
const types = { getTypeParser: (oid: number) => (oid === 23 ? Number : text) };
const page = `
  select a.id, a.message, a.created_at, a.expires_at, a.audience, a.likes_count, a.replies_count, u.handle, u.name
  from activities a join users u on u.id = a.author_id
  where (a.is_reply, a.id) <= (false, 'ffffffff-ffff-ffff-ffff-ffffffffffff')
    and (a.is_reply, a.id) >= (false, '00000000-0000-0000-0000-000000000000')
    and a.expires_at > $1
  order by a.is_reply desc, a.id desc limit 21`;

type Row = [string, string, string, string, string, number, number, string, string];

/** Postgres leaves out the zeros at the end of a fraction of a second. */
function isoTime(timestamp: string): string {
  const time = timestamp.length === 22 ? `${timestamp.slice(11, 19)}.` : timestamp.slice(11, -3);
  return `${timestamp.slice(0, 10)}T${time.padEnd(12, "0")}Z`;
}

async function readPage(): Promise<string> {
  const { rows } = await pool.query<Row>({
    name: "page",
    text: page,
    values: [new Date().toISOString()],
    rowMode: "array",
    types,
  });
  const edges = rows
    .slice(0, 20)
    .map(([id, message, createdAt, expiresAt, audience, likesCount, repliesCount, handle, name]) => ({
      node: {
        id,
        message,
        createdAt: isoTime(createdAt),
        expiresAt: isoTime(expiresAt),
        audience,
        likesCount,
        repliesCount,
        author: { handle, name },
      },
    }));
  return JSON.stringify({ data: { homeFeed: { edges, pageInfo: { hasNextPage: rows.length > 20 } } } });
}

createServer((request, response) => {
  request.resume().on("end", async () => {
    const body = await readPage();
    response.writeHead(200, {
      "content-type": "application/json; charset=utf-8",
      "content-length": Buffer.byteLength(body),
    });
    response.end(body);
  });
}).listen(port, "127.0.0.1", reportReady);
