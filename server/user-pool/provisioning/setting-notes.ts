/** Why a setting matters, and whether it can be changed on an existing pool or app client. */
export type SettingNote = { why: string; immutable?: true };

const notes: [path: RegExp, note: SettingNote][] = [
  [/^UsernameAttributes$/, { why: "People sign in by their e-mail address.", immutable: true }],
  [/^UsernameConfiguration/, { why: "Worf@ and worf@ must be the same account.", immutable: true }],
  [
    /^SchemaAttributes.*\.(Required|Mutable|AttributeDataType|Name)$/,
    {
      why: "Cruddur reads the name and handle of every account, and users can change them.",
      immutable: true,
    },
  ],
  [/^AutoVerifiedAttributes$/, { why: "Without it no code is mailed, and sign-ups cannot be confirmed." }],
  [/^UserAttributeUpdateSettings/, { why: "Without it a mistyped new address locks its owner out." }],
  [/^Policies/, { why: "The password policy must match the API and the web client." }],
  [/^AccountRecoverySetting/, { why: "A forgotten password is recovered by mail." }],
  [/^AdminCreateUserConfig\.AllowAdminCreateUserOnly$/, { why: "Otherwise users cannot sign up." }],
  [/^(AdminCreateUserConfig|VerificationMessageTemplate)/, { why: "The mails have Cruddur's own texts." }],
  [/^DeletionProtection$/, { why: "Deleted accounts cannot be restored." }],
  [
    /^UserPoolTier$/,
    { why: "Sign-in right after the confirmation (USER_AUTH) requires ESSENTIALS or PLUS." },
  ],
  [
    /^(MfaConfiguration|SoftwareToken)/,
    { why: "Users can protect their account with an authenticator app." },
  ],
  [
    /^GenerateSecret$/,
    { why: "Without a secret anyone can call Cognito and bypass the API's rate limits.", immutable: true },
  ],
  [
    /^ExplicitAuthFlows$/,
    { why: "The API signs in by password, and by USER_AUTH after a confirmation. Other flows are a risk." },
  ],
  [
    /^(AccessToken|IdToken|RefreshToken)Validity|^TokenValidityUnits/,
    { why: "Access tokens are short-lived, sessions are long-lived." },
  ],
  [/^RefreshTokenRotation/, { why: "The second use of a stolen refresh token is detected." }],
  [/^AuthSessionValidity$/, { why: "A challenge must be valid for as long as the API says." }],
  [/^EnableTokenRevocation$/, { why: "Without it tokens have no origin_jti, and the API refuses them." }],
  [/^PreventUserExistenceErrors$/, { why: "Otherwise anyone can find out who has an account." }],
  [/^ReadAttributes$/, { why: "The API reads these attributes and no others." }],
  [
    /^WriteAttributes$/,
    {
      why: "With a stolen access token one could change the e-mail address at Cognito. Only SignUp writes it, with the app client of COGNITO_SIGN_UP_CLIENT_ID.",
    },
  ],
];

/** The note about a setting, by its path in a Difference. */
export function findSettingNote(path: string): SettingNote {
  return notes.find(([pattern]) => pattern.test(path))?.[1] ?? { why: "The definition requires it." };
}
