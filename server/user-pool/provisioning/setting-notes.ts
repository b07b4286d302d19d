/** What a setting is for, and whether it can be changed once the pool or client exists. */
export type SettingNote = { why: string; immutable?: true };

const notes: [path: RegExp, note: SettingNote][] = [
  [/^UsernameAttributes$/, { why: "People sign in by their e-mail address.", immutable: true }],
  [/^UsernameConfiguration/, { why: "Worf@ and worf@ must be one account.", immutable: true }],
  [
    /^SchemaAttributes.*\.(Required|Mutable|AttributeDataType|Name)$/,
    {
      why: "Cruddur reads a name and a handle of every account, and people may change them.",
      immutable: true,
    },
  ],
  [/^AutoVerifiedAttributes$/, { why: "Without it nobody gets a code, and sign-up cannot be confirmed." }],
  [/^UserAttributeUpdateSettings/, { why: "Without it a mistyped new address locks its owner out." }],
  [/^Policies/, { why: "What is asked of a password must be what the API and the web client say." }],
  [/^AccountRecoverySetting/, { why: "A forgotten password is recovered by mail." }],
  [/^AdminCreateUserConfig\.AllowAdminCreateUserOnly$/, { why: "Else nobody can sign up." }],
  [/^(AdminCreateUserConfig|VerificationMessageTemplate)/, { why: "Mail carries Cruddur's own words." }],
  [/^DeletionProtection$/, { why: "Accounts cannot be had back." }],
  [/^UserPoolTier$/, { why: "Sign-in at once after confirmation (USER_AUTH) needs ESSENTIALS or PLUS." }],
  [/^(MfaConfiguration|SoftwareToken)/, { why: "People may protect their account by an authenticator app." }],
  [
    /^GenerateSecret$/,
    { why: "Without a secret anybody can call Cognito past the API's limits.", immutable: true },
  ],
  [
    /^ExplicitAuthFlows$/,
    { why: "The API signs in by password, and by USER_AUTH after a confirmation; more is a risk." },
  ],
  [
    /^(AccessToken|IdToken|RefreshToken)Validity|^TokenValidityUnits/,
    { why: "Access tokens live short, sessions long." },
  ],
  [/^RefreshTokenRotation/, { why: "A stolen refresh token is noticed by its second use." }],
  [/^AuthSessionValidity$/, { why: "A challenge waits as long as the API says it does." }],
  [/^EnableTokenRevocation$/, { why: "Without it tokens have no origin_jti, and the API refuses them." }],
  [/^PreventUserExistenceErrors$/, { why: "Else strangers learn who has an account." }],
  [/^(Read|Write)Attributes$/, { why: "The API reads and writes these attributes and no others." }],
];

/** The note on a setting, by its path in a Difference. */
export function findSettingNote(path: string): SettingNote {
  return notes.find(([pattern]) => pattern.test(path))?.[1] ?? { why: "The definition says so." };
}
