/** Loaded before the rest: the reason, in place of what an older Node.js stumbles over. */
const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < 20 || (major === 20 && minor < 19))
  throw new Error(
    `@cruddur/server needs Node.js 20.19 or later; this is ${process.version}. Install a newer Node.js.`,
  );
