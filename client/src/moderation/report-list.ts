import type { Client } from "urql";
import { ModerationQueueDocument } from "../../generated/documents.ts";
import type { ReportFieldsFragment, ReportStatus } from "../../generated/types.ts";
import { createPagedList } from "../paging/paged-list.ts";
import type { PagedList } from "../paging/paged-list.ts";
import { toPageResult } from "../paging/page-result.ts";

/** The reports of one status, as the moderation queue has them. */
export function createReportList(client: Client, status: ReportStatus): PagedList<ReportFieldsFragment> {
  return createPagedList<ReportFieldsFragment>({
    keyOf: ({ id }) => id,
    fetchPage: async ({ after }) => {
      const { data, error } = await client.query(ModerationQueueDocument, { after, status }).toPromise();
      return toPageResult(data?.moderationQueue, error);
    },
  });
}
