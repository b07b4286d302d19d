import { join } from "node:path";
import { readConfig } from "../config/read-config.ts";
import { createIdGenerator } from "../lib/new-id.ts";
import { createForwarded } from "../http/policies/forwarded.ts";
import { createServesHost } from "../http/policies/hosts.ts";
import { createRequestId } from "../http/policies/request-id.ts";
import { createSecurityHeaders } from "../http/policies/security-headers.ts";
import { createHttpServer } from "../http/server.ts";
import { createLog } from "../observability/log.ts";
import { addInboxRoutes } from "../http/routes/inbox.ts";
import { cruddurMigrations } from "../database/migrations.ts";
import { openDatabaseWithLocalPool, skippedTriggerMessage, startLocalPool } from "../app/start-local-pool.ts";
import { inboxDelivery } from "../mail/inbox.ts";
import { smtpDelivery } from "../mail/smtp.ts";
import { OpenDatabaseError } from "../database/open-database-error.ts";
import { makePrivateDirectory } from "../lib/private-directory.ts";
import { readPoolCredentials } from "./pool-credentials.ts";
import { stopOnSignals } from "./stop-on-signals.ts";
import { writeEnvironment } from "./write-environment.ts";

/** The port of the inbox is this much higher than the pool's. */
const inboxPortOffset = 100;

/**
 * `npm run user-pool`: runs the local user pool without the API, for several API nodes or other programs. Its state is in
 * Postgres or in a directory named after its port, so that several pools can run on different ports.
 */
export async function userPool(environment: Record<string, string | undefined>): Promise<void> {
  const port = environment["USER_POOL_PORT"] || "4001";
  const directory = environment["DATA_DIR"] || join(".cruddur", `user-pool-${port}`);
  const config = readConfig({
    ...environment,
    LOCAL_USER_POOL: "on",
    EMBEDDED_DATABASE: "on",
    INBOX: "on",
    DATA_DIR: directory,
  });
  const clock = (): Date => new Date();
  const log = createLog(process.stdout, config.logLevel);
  const forwarded = createForwarded(config.trustProxy);
  const server = createHttpServer({
    log,
    forwarded,
    requestId: createRequestId(forwarded),
    securityHeaders: createSecurityHeaders(config),
  });
  await makePrivateDirectory(directory).catch((error: unknown) => {
    throw new OpenDatabaseError("pglite", error);
  });
  const file = join(directory, "cognito.env");
  const credentials = await readPoolCredentials(file);
  const database = await openDatabaseWithLocalPool(config.database, [cruddurMigrations]);
  const deliverMail =
    config.mail.kind === "smtp"
      ? smtpDelivery(config.mail)
      : inboxDelivery(database.db, clock, createIdGenerator(clock));
  const onError = (error: unknown): void => log.error({ err: error }, "unexpected error in the user pool");
  const { host, servedHosts } = config;
  const pool = await startLocalPool({
    db: database.db,
    clock,
    deliverMail,
    host,
    port: Number(port),
    servedHosts,
    firstFactors: config.localFirstFactors,
    remembersDevices: config.localRemembersDevices,
    triggers: config.localTriggers,
    stubProviders: config.localStubProviders,
    onTriggerSkipped: (trigger) => log.warn(trigger, skippedTriggerMessage),
    credentials,
    onError,
  });

  const inboxPort = Number(new URL(pool.url).port) + inboxPortOffset;
  if (config.mail.kind === "inbox") {
    const servesHost = createServesHost([host, ...servedHosts], forwarded);
    await addInboxRoutes(server, database.db, servesHost);
    await server.listen({ host, port: inboxPort });
  }
  await writeEnvironment(file, pool, { endpoint: pool.url, credentials });

  const lines = [
    ["User pool", `${pool.url} (${pool.userPoolId})`],
    ...(config.mail.kind === "inbox" ? [["Mail inbox", `http://localhost:${inboxPort}/inbox`]] : []),
    ["Environment", `${file}, for the API`],
  ];
  const text = lines.map(([name = "", value = ""]) => `    ${name.padEnd(13)}${value}`).join("\n");
  stopOnSignals(async () => {
    await server.close();
    await pool.stop();
    await database.close();
  });
  process.stdout.write(`\n  The local user pool is running\n\n${text}\n\n  Ctrl-C stops it.\n\n`);
}
