// Before tokens are generated, version 2: copies attributes of the user into access tokens, and drops the user scope from
// those of a refresh, which then can change nothing at Cognito. The token of a sign-in keeps the scope: the API needs it to set
// an authenticator app up and to verify a new address.
// CLAIM_ATTRIBUTES: names of attributes, separated by commas. USER_SCOPE: DROP_ON_REFRESH or KEEP.
const userScope = "aws.cognito.signin.user.admin";

exports.handler = async (event) => {
  const { triggerSource, request } = event;
  // Cognito calls GetTokensFromRefreshToken an authentication: the API says what it is.
  const isRefresh =
    triggerSource === "TokenGeneration_RefreshTokens" || request.clientMetadata?.grant === "refresh";
  const attributes = request.userAttributes ?? {};
  const names = (process.env.CLAIM_ATTRIBUTES ?? "").split(",").filter((name) => attributes[name]);
  const dropsScope = process.env.USER_SCOPE === "DROP_ON_REFRESH" && isRefresh;
  event.response = {
    claimsAndScopeOverrideDetails: {
      accessTokenGeneration: {
        claimsToAddOrOverride: Object.fromEntries(names.map((name) => [name, attributes[name]])),
        scopesToSuppress: dropsScope ? [userScope] : [],
      },
    },
  };
  return event;
};
