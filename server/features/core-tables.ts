import type { PgTable } from "drizzle-orm/pg-core";
import { appSecrets } from "../app-secret/app-secrets-table.ts";
import { leases } from "../database/leases-table.ts";
import { inboxMessages } from "../mail/inbox-table.ts";
import { rateLimitCounters } from "../rate-limit/rate-limit-counters-table.ts";
import { revocations } from "../sessions/revocations-table.ts";
import { sessions } from "../sessions/sessions-table.ts";
import { accountDeletions } from "../users/account-deletions-table.ts";
import { accountSweeps } from "../users/account-sweeps-table.ts";
import { pendingProfiles } from "../users/first-profile/pending-profiles-table.ts";
import { handleReservations } from "../users/handle-reservations-table.ts";
import { users } from "../users/users-table.ts";

/** The tables that every application has. */
export const coreTables: readonly PgTable[] = [
  users,
  sessions,
  revocations,
  accountDeletions,
  accountSweeps,
  handleReservations,
  pendingProfiles,
  appSecrets,
  rateLimitCounters,
  leases,
  inboxMessages,
];
