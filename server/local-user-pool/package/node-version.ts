/** @throws Error on a Node.js that is too old, which says what to do. */
export function requireNode(): void {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  throw new Error(
    `@cruddur/local-user-pool needs Node.js 20.19 or later; this is ${process.version}. Install a newer Node.js.`,
  );
}
