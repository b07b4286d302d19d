import { plural } from "../../i18n/plural.ts";
import { shown } from "./shown-count.ts";

export const en = {
  posts: "Posts",
  replies: "Replies",
  lists: "Posts and replies",
  edit: "Edit profile",
  joined: (month: string) => `Joined ${month}`,
  postsCount: (count: number) => `${shown(count)} ${plural("en", count, "post", "posts")}`,
  repliesCount: (count: number) => `${shown(count)} ${plural("en", count, "reply", "replies")}`,
  inReplyTo: (name: string) => `In reply to ${name}`,
  noReplies: (name: string) => `${name} has no replies right now.`,
  noOwnReplies: "You have no replies right now.",
  you: "This is you",
  noPosts: (name: string) => `${name} has no posts right now.`,
  noOwnPosts: "You have no posts right now. What is worth saying today?",
  missingTitle: "Nobody here",
  missing: (handle: string) =>
    `There is nobody called @${handle}. They may have taken another handle, or left.`,
  failed: "Couldn’t load the profile",
  toFeed: "Go to the feed",
  form: {
    bio: "About you",
    left: (count: number) => `${count} ${plural("en", count, "character", "characters")} left`,
    tooLong: (over: number) => `This is too long by ${over}.`,
    save: "Save",
    saved: "Saved.",
    cancel: "Cancel",
  },
};
