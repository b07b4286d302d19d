/** At most `points` attempts in `seconds`. */
export type Limit = { points: number; seconds: number };

const minute = 60;
const hour = 60 * minute;

/**
 * The rate limits. `ByAccount` counts per e-mail address, whether or not it has an account; `ByAddress`
 * counts per IPv4 address or IPv6 /64. The limits per account are below Cognito's quotas: those count only
 * for existing accounts, so reaching one would reveal that an account exists.
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
  /** Mails with a code. `ByAddress` does not count those whose code was entered. */
  mailByAccount: { points: 3, seconds: 15 * minute },
  mailByAddress: { points: 100, seconds: hour },
  /** Look-ups at the pool of the owner of a handle that is taken. */
  ownerLookupByAddress: { points: 30, seconds: hour },
  /** Refreshes of one session. */
  refreshBySession: { points: 60, seconds: hour },
} as const satisfies Record<string, Limit>;

export type LimitName = keyof typeof limits;
