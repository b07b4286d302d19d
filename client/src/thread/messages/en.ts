import { plural } from "../../i18n/plural.ts";

export const en = {
  title: (name: string) => `${name} on Cruddur`,
  heading: (name: string) => `Post by ${name}`,
  above: "Above in this thread",
  repliesTo: (name: string) => `Replies to ${name}`,
  moreReplies: "Show more replies",
  continueThread: "Continue this thread",
  end: "No more replies.",
  replies: (count: number) =>
    count === 0 ? "Replies" : `${count} ${plural("en", count, "reply", "replies")}`,
  noReplies: "Nobody has replied yet.",
  signInToReply: "Sign in to reply",
  goneTitle: "This post is gone",
  gone: "It has burned down, or was deleted. Nothing on Cruddur lasts.",
  notForGuestsTitle: "Gone, or for members only",
  notForGuests: "This post may be for members: sign in to see it. Or it has burned down, or was deleted.",
  signIn: "Sign in",
  yourReply: "What you were about to reply:",
  toFeed: "Go to the feed",
  failed: "Couldn’t load the post",
  label: "Your reply",
  placeholder: "Reply to this…",
  reply: "Reply",
  replied: "Reply posted.",
};
