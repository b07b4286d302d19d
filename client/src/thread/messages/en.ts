import { plural } from "../../i18n/plural.ts";

export const en = {
  title: (name: string) => `${name} on Cruddur`,
  heading: (name: string) => `Post by ${name}`,
  back: "Latest posts",
  inReplyTo: (name: string) => `In reply to ${name}`,
  replies: (count: number) =>
    count === 0 ? "Replies" : `${count} ${plural("en", count, "reply", "replies")}`,
  noReplies: "Nobody has replied yet.",
  signInToReply: "Sign in to reply",
  goneTitle: "This post is gone",
  gone: "It has burned down, or was deleted. Nothing on Cruddur lasts.",
  yourReply: "What you were about to reply:",
  toFeed: "Go to the feed",
  failed: "Couldn’t load the post",
  label: "Your reply",
  placeholder: "Reply to this…",
  reply: "Reply",
  replied: "Reply posted.",
};
