/** On the page's own origin. */
export const API_URL = "/graphql";
