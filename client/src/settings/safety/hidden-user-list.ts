import type { Client } from "urql";
import { BlockedUsersDocument, MutedUsersDocument } from "../../../generated/documents.ts";
import type { HideableUserFieldsFragment } from "../../../generated/types.ts";
import { createPagedList } from "../../paging/paged-list.ts";
import type { PagedList } from "../../paging/paged-list.ts";
import { toPageResult } from "../../paging/page-result.ts";

export type HidingKind = "blocked" | "muted";

/** The people whom the viewer has blocked or muted, the latest first. */
export function createHiddenUserList(
  client: Client,
  kind: HidingKind,
): PagedList<HideableUserFieldsFragment> {
  return createPagedList<HideableUserFieldsFragment>({
    keyOf: ({ id }) => id,
    fetchPage: async (range) => {
      if (kind === "blocked") {
        const { data, error } = await client.query(BlockedUsersDocument, range).toPromise();
        return toPageResult(data?.viewer?.blockedUsers, error);
      }
      const { data, error } = await client.query(MutedUsersDocument, range).toPromise();
      return toPageResult(data?.viewer?.mutedUsers, error);
    },
  });
}
