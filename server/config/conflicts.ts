import { isDsqlUrl } from "../database/distributed/is-dsql-url.ts";
import { notInPool } from "../user-pool/profile/attribute-mapping.ts";
import type { Variables } from "./variables.ts";

/** The problems of variables that are valid alone and not together. */
export function findConflicts(env: Variables): string[] {
  const problems: string[] = [];
  if (env.COGNITO_USER_POOL_ID && !env.COGNITO_CLIENT_ID) {
    problems.push("COGNITO_CLIENT_ID is missing: name the app client of COGNITO_USER_POOL_ID.");
  }
  if (
    !env.COGNITO_USER_POOL_ID &&
    (env.COGNITO_CLIENT_ID ||
      env.COGNITO_CLIENT_SECRET ||
      env.COGNITO_SIGN_UP_CLIENT_ID ||
      env.COGNITO_SIGN_UP_CLIENT_SECRET ||
      env.COGNITO_ENDPOINT)
  ) {
    problems.push(
      "COGNITO_USER_POOL_ID is missing: name the user pool that the other COGNITO_ variables belong to.",
    );
  }
  if (env.COGNITO_SIGN_UP_CLIENT_SECRET && !env.COGNITO_SIGN_UP_CLIENT_ID) {
    problems.push(
      "COGNITO_SIGN_UP_CLIENT_ID is missing: name the app client of COGNITO_SIGN_UP_CLIENT_SECRET.",
    );
  }
  if (
    env.COGNITO_USER_POOL_ID &&
    env.AWS_REGION &&
    !env.COGNITO_USER_POOL_ID.startsWith(`${env.AWS_REGION}_`)
  ) {
    problems.push("AWS_REGION is not the region of COGNITO_USER_POOL_ID: remove it or correct it.");
  }
  if (!env.COGNITO_USER_POOL_ID && env.PORT === env.USER_POOL_PORT && env.PORT !== 0) {
    problems.push("USER_POOL_PORT is the same as PORT: choose another one for the local user pool.");
  }
  if (env.WORKERS > 1 && !env.DATABASE_URL) {
    problems.push("WORKERS is more than 1, but the embedded database serves one process. Set DATABASE_URL.");
  }
  if (env.WORKERS > 1 && !env.COGNITO_USER_POOL_ID) {
    problems.push(
      "WORKERS is more than 1, but the local user pool runs in one process. Run it separately (npm run user-pool) and set the COGNITO_ variables that it writes.",
    );
  }
  if (env.DATABASE_READ_URL && (!env.DATABASE_URL || isDsqlUrl(env.DATABASE_URL))) {
    problems.push(
      "DATABASE_READ_URL is set without its primary: set DATABASE_URL to the Postgres server that it replicates.",
    );
  }
  if (
    env.COGNITO_NAME_ATTRIBUTE === env.COGNITO_HANDLE_ATTRIBUTE &&
    env.COGNITO_NAME_ATTRIBUTE !== undefined &&
    env.COGNITO_NAME_ATTRIBUTE !== notInPool
  ) {
    problems.push("COGNITO_NAME_ATTRIBUTE and COGNITO_HANDLE_ATTRIBUTE are the same: name two attributes.");
  }
  for (const host of env.SERVED_HOSTS) {
    if (!isHostName(host))
      problems.push(`SERVED_HOSTS has ${host}, which is not a host name like cruddur.local, without port.`);
  }
  if (env.NODE_ENV === "production") problems.push(...findProductionConflicts(env));
  return problems;
}

/** Defaults for development would be vulnerabilities in production, where each must be enabled explicitly. */
function findProductionConflicts(env: Variables): string[] {
  const problems: string[] = [];
  if (!env.COGNITO_USER_POOL_ID && !env.LOCAL_USER_POOL) {
    problems.push(
      "COGNITO_USER_POOL_ID is missing: production requires Amazon Cognito (or set LOCAL_USER_POOL=on).",
    );
  }
  if (!env.DATABASE_URL && !env.EMBEDDED_DATABASE) {
    problems.push(
      "DATABASE_URL is missing: production requires PostgreSQL (or set EMBEDDED_DATABASE=on, for one node with a disk of its own).",
    );
  }
  if (env.COGNITO_ENDPOINT && !env.LOCAL_USER_POOL) {
    problems.push("COGNITO_ENDPOINT is set: production uses AWS only (or set LOCAL_USER_POOL=on).");
  }
  if (!env.COGNITO_USER_POOL_ID && env.LOCAL_USER_POOL && !env.SMTP_URL && !env.INBOX) {
    problems.push("SMTP_URL is missing: production sends mail (or set INBOX=on).");
  }
  if (env.SMTP_URL && !env.MAIL_FROM) {
    problems.push(
      "MAIL_FROM is missing: set a sender in a domain for which the server of SMTP_URL may send.",
    );
  }
  return problems;
}

function isHostName(value: string): boolean {
  return URL.canParse(`http://${value}`) && new URL(`http://${value}`).hostname === value.toLowerCase();
}
