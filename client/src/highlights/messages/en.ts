export const en = {
  endingSoon: "Burning out soon",
  mostReplied: "Most replied",
  people: "People",
};
