/** Where something is shown: mutes hide people in lists alone, blocks everywhere. */
export type Place = "LIST" | "ANYWHERE";

/** The people who are hidden from a viewer, by blocks in either direction and by the viewer's mutes. */
export type HiddenPeople = {
  /**
   * Undefined where nobody is hidden: such viewers share responses. For all others it names the viewer and this version of
   * the set, so that their responses are theirs alone, and none outlives a change.
   */
  version: string | undefined;
  /** The viewer's id, for statements; undefined where nobody is hidden. */
  viewerId: string | undefined;
  /** Whom the viewer has blocked. */
  blocked: ReadonlySet<string>;
  /** Whom the viewer has muted. */
  muted: ReadonlySet<string>;
  /** Those of some users who have blocked the viewer. */
  blockersAmong: (userIds: readonly string[]) => Promise<ReadonlySet<string>>;
};

const nobody: ReadonlySet<string> = new Set();

/** For guests, for machines, and for members who hide nobody and whom nobody has blocked. */
export const nobodyHidden: HiddenPeople = {
  version: undefined,
  viewerId: undefined,
  blocked: nobody,
  muted: nobody,
  blockersAmong: async () => nobody,
};

/** Those of some users who are hidden from a viewer in a place. */
export async function hiddenAmong(
  { version, blocked, muted, blockersAmong }: HiddenPeople,
  userIds: readonly string[],
  place: Place,
): Promise<ReadonlySet<string>> {
  if (version === undefined || userIds.length === 0) return nobody;
  const blockers = await blockersAmong(userIds);
  return new Set(
    userIds.filter((id) => blocked.has(id) || (place === "LIST" && muted.has(id)) || blockers.has(id)),
  );
}
