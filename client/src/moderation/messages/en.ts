import type { ReportResolution } from "../../../generated/types.ts";

export const en = {
  title: "Moderation",
  tabs: { open: "Open reports", resolved: "Resolved" },
  author: "Post by",
  person: "Person",
  reporter: "Reported by",
  reportsOfThis: (count: string) => `${count} open reports of the same`,
  details: "Details",
  accountGone: (handle: string) => `@${handle} (account deleted)`,
  reporterGone: "A deleted account",
  kept: { ACTIVITY: "Text at the time of the report", USER: "Name and bio at the time of the report" },
  stillThere: "The post is still there",
  gone: "The post is gone: it has expired or was deleted.",
  note: "Note for the record (optional)",
  noteTooLong: "Use 500 characters or fewer.",
  deletePost: "Delete post",
  dismiss: "Dismiss report",
  resolved: "The report is resolved.",
  resolvedByOther: "Another moderator has resolved this report.",
  resolutions: {
    DELETE_ACTIVITY: (handle: string | undefined) =>
      handle === undefined ? "Deleted" : `Deleted by @${handle}`,
    DISMISS: (handle: string | undefined) => (handle === undefined ? "Dismissed" : `Dismissed by @${handle}`),
  } satisfies Record<ReportResolution, unknown>,
  failed: "Couldn’t load the reports",
  empty: "No open reports.",
  emptyRecord: "No report has been resolved yet.",
};
