// CHANGELOG.md in the format of Keep a Changelog: a section for each version, and [Unreleased] above them.

const unreleased = "## [Unreleased]";

/** What a section has below its heading; undefined where there is no section. `name` is a version or "Unreleased". */
export function readSection(text, name) {
  const sections = text.split(/^## /mu).slice(1);
  const found = sections.find((section) => section.startsWith(`[${name}]`));
  return found?.slice(found.indexOf("\n")).trim();
}

/**
 * Makes the section of a version out of [Unreleased], which is empty then.
 * @throws Error where nothing has changed, or the version has a section already.
 */
export function releaseSection(text, version, date) {
  if (!readSection(text, "Unreleased")?.includes("- ")) throw new Error("[Unreleased] lists no change.");
  if (readSection(text, version) !== undefined) throw new Error(`There is a section ${version} already.`);
  return text.replace(unreleased, `${unreleased}\n\n## [${version}] - ${date.toISOString().slice(0, 10)}`);
}
