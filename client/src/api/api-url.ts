/** Where the API answers: at the page's own origin. */
export const API_URL = "/graphql";
