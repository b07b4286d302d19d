/**
 * Holds a browser's refresh token, at most for the token's own lifetime. The user pool decides when the token
 * expires.
 */
export const refreshTokenCookie = { name: "cruddur_refresh_token", maxAgeSeconds: 30 * 24 * 60 * 60 };
