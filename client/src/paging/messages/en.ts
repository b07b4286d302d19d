export const en = {
  loading: "Loading…",
  retry: "Try again",
  more: "Load more",
};
