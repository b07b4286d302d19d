// The repository's folder, for the scripts. Imports only Node's modules, since nothing may be installed yet.

import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../", import.meta.url));

/** Vite takes these for a query, a pattern or a reference. */
const refused = /[#?*$\p{Cc}]/u.exec(root);
if (refused) {
  console.error(
    `Cruddur cannot be built in ${JSON.stringify(root)}: Vite does not take the character ${JSON.stringify(refused[0])} in a path. Move it to another folder.`,
  );
  process.exit(1);
}
