/** Reading an activity by its id reads every activity above it, so threads must be bounded. */
export const maximumThreadLength = 100;
