/** The first parts of the paths of the web client that are for one person: forms, settings, lists of their own. */
const ownPages = [
  "sign-in",
  "sign-up",
  "confirm",
  "recover",
  "challenge",
  "welcome",
  "settings",
  "notifications",
  "moderation",
  "offline",
];

/** Whether the web client has a page at a path, besides the public ones. */
export function isClientPath(path: string): boolean {
  return ownPages.includes(path.split("/")[1] ?? "") || /^\/users\/\w+\/replies$/.test(path);
}
