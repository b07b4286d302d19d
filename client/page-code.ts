import type { Plugin, Rolldown } from "vite";

/** The module of each page, by the first part of its path. The home page is part of the first load. */
const pages: Record<string, string> = {
  posts: "thread/ThreadPage.tsx",
  users: "profile/ProfilePage.tsx",
  "sign-in": "auth/SignInPage.tsx",
  "sign-up": "auth/SignUpPage.tsx",
  confirm: "auth/ConfirmPage.tsx",
  recover: "auth/RecoverPage.tsx",
  challenge: "auth/ChallengePage.tsx",
  welcome: "auth/WelcomePage.tsx",
  notifications: "notifications/NotificationsPage.tsx",
  moderation: "moderation/ModerationPage.tsx",
  settings: "settings/SettingsPage.tsx",
};

/**
 * Writes `page-code.json`: which files a page needs besides those that `index.html` names, by the first part of its path.
 * The server preloads them with the page, so that the browser need not run the first files to learn of them.
 */
export const pageCode: Plugin = {
  name: "page-code",
  apply: "build",
  generateBundle(_, bundle) {
    const chunks = Object.values(bundle).filter((file) => file.type === "chunk");
    const entry = chunks.find(({ isEntry, name }) => isEntry && name === "index");
    if (!entry) throw new Error("The bundle has no entry named index.");
    const loaded = withImports(entry, bundle);
    const files = Object.entries(pages).map(([part, module]) => {
      const page = chunks.find(({ facadeModuleId }) => facadeModuleId?.endsWith(`/src/${module}`));
      if (!page) throw new Error(`The bundle has no chunk of ${module}.`);
      return [
        part,
        [...withImports(page, bundle)].filter((name) => !loaded.has(name)).map((name) => `/${name}`),
      ];
    });
    this.emitFile({
      type: "asset",
      fileName: "page-code.json",
      source: JSON.stringify(Object.fromEntries(files)),
    });
  },
};

/** The names of a chunk's file and of all that it imports at its start. */
function withImports(
  chunk: Rolldown.OutputChunk,
  bundle: Rolldown.OutputBundle,
  found = new Set<string>(),
): Set<string> {
  if (found.has(chunk.fileName)) return found;
  found.add(chunk.fileName);
  for (const name of chunk.imports) {
    const imported = bundle[name];
    if (imported?.type === "chunk") withImports(imported, bundle, found);
  }
  return found;
}
