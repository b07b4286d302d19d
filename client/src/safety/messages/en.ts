import type { ReportReason } from "../../../generated/types.ts";

export const en = {
  menu: (handle: string) => `More about @${handle}`,
  actions: {
    mute: (handle: string) => `Mute @${handle}`,
    unmute: (handle: string) => `Unmute @${handle}`,
    block: (handle: string) => `Block @${handle}`,
    unblock: (handle: string) => `Unblock @${handle}`,
  },
  verbs: { mute: "Mute", unmute: "Unmute", block: "Block", unblock: "Unblock" },
  reportPost: "Report post",
  reportUser: (handle: string) => `Report @${handle}`,
  done: {
    mute: (handle: string) => `You muted @${handle}.`,
    unmute: (handle: string) => `You no longer mute @${handle}.`,
    block: (handle: string) => `You blocked @${handle}.`,
    unblock: (handle: string) => `You unblocked @${handle}.`,
  },
  undo: "Undo",
  tryAgain: "Try again",
  cancel: "Cancel",
  close: "Close",
  blockDialog: {
    title: (handle: string) => `Block @${handle}?`,
    lead: "You will no longer see each other anywhere: no posts, no replies, no mentions, no notifications. Neither of you can reply to the other. They are not told, and you can unblock them at any time.",
    confirm: "Block",
  },
  reportDialog: {
    titlePost: (handle: string) => `Report a post by @${handle}`,
    titleUser: (handle: string) => `Report @${handle}`,
    lead: "Moderators will look at it. The person does not learn of it.",
    reason: "What is wrong?",
    reasons: {
      SPAM: "Spam or fraud",
      HARASSMENT: "Insults or harassment",
      HATE: "Hate against a group",
      VIOLENCE: "Violence or threats",
      SEXUAL: "Sexual content that is not wanted",
      SELF_HARM: "Suicide or self-harm",
      IMPERSONATION: "Pretends to be somebody else",
      ILLEGAL: "Something illegal",
      OTHER: "Something else",
    } satisfies Record<ReportReason, string>,
    reasonMissing: "Choose a reason.",
    details: "Details (optional)",
    left: (count: number) => `${count} characters left`,
    tooLong: (over: number) => `This is too long by ${over}.`,
    send: "Send report",
  },
  thanks: {
    title: "Thank you for the report",
    lead: "Moderators will look at it. You need not see more of this person until then.",
    hints: {
      mute: "Leaves their posts out of your feed and notifications.",
      block: "You will not see each other anywhere.",
    },
  },
  profile: {
    blocked: {
      title: (handle: string) => `You blocked @${handle}`,
      lead: "You do not see each other’s posts, and neither of you can reply to the other.",
    },
    muted: {
      title: (handle: string) => `You mute @${handle}`,
      lead: "What they write is left out of your feed and notifications. Here you still see it.",
    },
  },
};
