/** The refresh token of a browser. It lives as long as the token at the longest; the user pool decides when that ends. */
export const refreshTokenCookie = { name: "cruddur_refresh_token", maxAgeSeconds: 30 * 24 * 60 * 60 };
