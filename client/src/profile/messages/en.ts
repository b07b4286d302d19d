export const en = {
  posts: "Posts",
  you: "This is you",
  noPosts: (name: string) => `${name} has no posts just now.`,
  noOwnPosts: "You have no posts just now. What is worth saying today?",
  missingTitle: "Nobody here",
  missing: (handle: string) =>
    `There is nobody called @${handle}. They may have taken another handle, or left.`,
  failed: "The profile could not be loaded",
  back: "Latest posts",
  toFeed: "Go to the feed",
};
