export const en = {
  posts: "Posts",
  you: "This is you",
  noPosts: (name: string) => `${name} has no posts right now.`,
  noOwnPosts: "You have no posts right now. What is worth saying today?",
  missingTitle: "Nobody here",
  missing: (handle: string) =>
    `There is nobody called @${handle}. They may have taken another handle, or left.`,
  failed: "Couldn’t load the profile",
  back: "Latest posts",
  toFeed: "Go to the feed",
};
