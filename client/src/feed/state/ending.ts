// What shows of the end of an activity before it comes.

export const MINUTE_MS = 60_000;

/** Its remaining time is written in the colour of the ember. */
export const SOON_MS = 60 * MINUTE_MS;

/** Its ember glows. */
export const LAST_MINUTES_MS = 10 * MINUTE_MS;

/** The card chars and folds in this time, so that it is gone when the activity is. */
export const ENDING_MS = 600;
