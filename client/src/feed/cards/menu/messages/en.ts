export const en = {
  label: (name: string) => `What to do with the post by ${name}`,
  copyLink: "Copy link",
  linkCopied: "Link copied",
  linkNotCopied: (url: string) => `This browser does not let pages copy. The link is ${url}`,
  share: "Share…",
  delete: "Delete",
  deleteTitle: "Delete this?",
  deleteWarning: "It will be deleted for everyone, with all its replies. This can’t be undone.",
  deleteOfOther: (name: string) => `You are deleting what ${name} wrote, as a moderator.`,
  keep: "Cancel",
  deleted: "Deleted.",
};
