// The triggers of Cruddur's own pool in tests, by the names that the local user pool looks for.

export function preSignUp(event) {
  const { email = "" } = event.request.userAttributes;
  if (email.endsWith("@klingon.example")) throw new Error("Klingons sign up elsewhere");
  return event;
}

export async function userMigration(event) {
  const name = event.userName.split("@")[0];
  if (event.request.password !== "a password of the old system") throw new Error("Bad password");
  const userAttributes = {
    email: event.userName,
    email_verified: "true",
    name: "Scotty",
    preferred_username: name,
  };
  return { ...event, response: { userAttributes, finalUserStatus: "CONFIRMED", messageAction: "SUPPRESS" } };
}

export async function preTokenGeneration(event) {
  const claimsToAddOrOverride = { "custom:tenant": "enterprise", seats: 430, undeclared: "x" };
  return {
    ...event,
    response: { claimsAndScopeOverrideDetails: { accessTokenGeneration: { claimsToAddOrOverride } } },
  };
}
