/** At most `points` attempts in `seconds`. */
export type Limit = {
  points: number;
  seconds: number;
  /**
   * Whether the period restarts with each attempt that may proceed: then there are never more than `points`
   * without a pause of `seconds`.
   */
  fromLastAttempt?: true;
};

const minute = 60;
const hour = 60 * minute;

/**
 * The rate limits. `ByAccount` counts per e-mail address, whether or not it has an account; `ByOwner` counts for the
 * owner of an account, whom strangers' attempts do not refuse: see `auth/shared/attempts.ts`. `ByAddress` counts per
 * IPv4 address or IPv6 /64; the /56 and the /48 may have more: see `network-of.ts`.
 *
 * The limits per e-mail address stay below those of Cognito, which count for existing accounts alone and for the owner
 * as well: reaching one would reveal that an account exists, and refuse its owner. Cognito locks an account at the
 * fifth wrong password without a pause of 15 minutes, and mails five confirmation codes in an hour.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/quotas.html
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/authentication.html#authentication-lockout
 */
export const limits = {
  /** Wrong passwords. */
  passwordByAccount: { points: 4, seconds: 15 * minute, fromLastAttempt: true },
  passwordByOwner: { points: 5, seconds: minute },
  passwordByAddress: { points: 60, seconds: minute },
  /** Wrong codes. */
  codeByAccount: { points: 5, seconds: hour, fromLastAttempt: true },
  codeByOwner: { points: 5, seconds: 15 * minute },
  codeByAddress: { points: 60, seconds: 15 * minute },
  /** Mails with a code. `ByAddress` does not count those whose code was entered. */
  mailByAccount: { points: 3, seconds: hour, fromLastAttempt: true },
  mailByOwner: { points: 3, seconds: 15 * minute },
  mailByAddress: { points: 100, seconds: hour },
  /** Sign-ins that begin without a password. Nothing is guessed or sent by that, but each is a row for three minutes. */
  challengeByAddress: { points: 300, seconds: 5 * minute },
  /** Steps of sign-ins by identity providers. */
  providerByAddress: { points: 300, seconds: 5 * minute },
  /** Look-ups at the pool of the owner of a handle that is taken. */
  ownerLookupByAddress: { points: 30, seconds: hour },
  /** Refreshes of one session. */
  refreshBySession: { points: 60, seconds: hour },
  /** Refresh tokens of no session here, each of which the pool is asked to revoke. */
  unknownRefreshByAddress: { points: 60, seconds: hour },
  /** Sign-ins that succeeded. */
  signInByAccount: { points: 200, seconds: hour },
  signInByAddress: { points: 3000, seconds: hour },
  /** Posts and replies. */
  writeByAccount: { points: 600, seconds: 10 * minute },
  writeByAddress: { points: 6000, seconds: 10 * minute },
  /** Likes, given or taken back. */
  likeByAccount: { points: 1200, seconds: 10 * minute },
  likeByAddress: { points: 12_000, seconds: 10 * minute },
  /** Suggestions of people to mention: one for each letter that is typed. */
  suggestByAccount: { points: 600, seconds: 10 * minute },
  suggestByAddress: { points: 6000, seconds: 10 * minute },
  /** Reports of activities and people. */
  reportByAccount: { points: 20, seconds: hour },
  reportByAddress: { points: 300, seconds: hour },
  /** Exports of one's own data. */
  exportByAccount: { points: 5, seconds: hour },
  exportByAddress: { points: 100, seconds: hour },
  /** Blocks and mutes, made or taken back. */
  hideByAccount: { points: 300, seconds: hour },
  hideByAddress: { points: 3000, seconds: hour },
  profileByAccount: { points: 30, seconds: hour },
  profileByAddress: { points: 600, seconds: hour },
  /**
   * Changes that the owner is notified of by mail. Too many are refused, and not the mail left out: the owner must hear of
   * every change.
   */
  noticeByAccount: { points: 10, seconds: hour },
  noticeByAddress: { points: 500, seconds: hour },
  /** Calls of the user pool, whatever causes them; far above what the other limits let through. */
  poolCallsByAccount: { points: 300, seconds: 10 * minute },
  poolCallsByAddress: { points: 6000, seconds: 10 * minute },
} as const satisfies Record<string, Limit>;

export type LimitName = keyof typeof limits;
