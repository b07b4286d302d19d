/** Whether a masked destination says anything: the API hides what would reveal the account's address. */
export function isShown(destination: string): boolean {
  return /[^*]/u.test(destination);
}
