/** So many points in so many seconds. */
export type Limit = { points: number; seconds: number };

const minute = 60;
const hour = 60 * minute;

/**
 * What may be tried how often. Those by account count for an e-mail address, whether or not it has an account; those by
 * address for an IPv4 address or an IPv6 /64. By account they are below Cognito's own quotas, which count only where
 * there is an account and so would tell of it.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/quotas.html
 */
export const limits = {
  /** Wrong passwords. */
  passwordByAccount: { points: 5, seconds: minute },
  passwordByAddress: { points: 60, seconds: minute },
  /** Wrong codes. */
  codeByAccount: { points: 5, seconds: 15 * minute },
  codeByAddress: { points: 60, seconds: 15 * minute },
  /** Mails with a code; by address, those whose code did not come back. */
  mailByAccount: { points: 3, seconds: 15 * minute },
  mailByAddress: { points: 100, seconds: hour },
  /** Refreshes of one session. */
  refreshBySession: { points: 60, seconds: hour },
} as const satisfies Record<string, Limit>;

export type LimitName = keyof typeof limits;
