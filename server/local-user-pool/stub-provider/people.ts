/** Somebody whom the stub provider knows. All of them are made up. */
export type Person = {
  sub: string;
  given_name: string;
  family_name: string;
  email: string;
  email_verified: boolean;
};

export const people: readonly Person[] = [
  {
    sub: "stub-1001",
    given_name: "Amira",
    family_name: "Haddad",
    email: "amira@example.com",
    email_verified: true,
  },
  {
    sub: "stub-1002",
    given_name: "Ben",
    family_name: "Okafor",
    email: "ben@example.com",
    email_verified: true,
  },
  {
    sub: "stub-1003",
    given_name: "Chloé",
    family_name: "Martin",
    email: "chloe@example.com",
    email_verified: true,
  },
  {
    sub: "stub-1004",
    given_name: "Uma",
    family_name: "Unverified",
    email: "uma@example.com",
    email_verified: false,
  },
];

/** How the page shows a person, and its form names them. */
export function labelOf({ given_name, family_name, email, email_verified }: Person): string {
  return `${given_name} ${family_name} (${email}${email_verified ? "" : ", not verified"})`;
}

const soapClaims = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims";

/** The claims of a person, also under the names that the providers which the stub plays give them. */
export function claimsOf(person: Person): Record<string, unknown> & { sub: string } {
  const { sub, given_name, family_name, email } = person;
  const name = `${given_name} ${family_name}`;
  return {
    ...person,
    name,
    locale: "en",
    // Facebook and Amazon
    id: sub,
    user_id: sub,
    first_name: given_name,
    last_name: family_name,
    // Apple
    firstName: given_name,
    lastName: family_name,
    // SAML
    [`${soapClaims}/nameidentifier`]: sub,
    [`${soapClaims}/emailaddress`]: email,
    [`${soapClaims}/name`]: name,
    [`${soapClaims}/givenname`]: given_name,
    [`${soapClaims}/surname`]: family_name,
  };
}
