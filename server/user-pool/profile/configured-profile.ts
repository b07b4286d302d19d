import type { CharacterClass, FirstFactor, IdentifierKind, MfaMode, SecondFactor } from "./pool-profile.ts";

/** What the environment says of the pool, for the settings that the API may not read. */
export type ConfiguredProfile = {
  identifiers?: IdentifierKind[] | undefined;
  signUpIsOpen?: boolean | undefined;
  requiredAttributes?: string[] | undefined;
  /** What a sign-up may set besides what the pool requires; also where the settings are read. */
  signUpAttributes?: string[] | undefined;
  passwordPolicy?: { minimumLength: number; requires: CharacterClass[] } | undefined;
  firstFactors?: FirstFactor[] | undefined;
  /** The relying party of passkeys. */
  relyingPartyId?: string | undefined;
  /** Whether the pool keeps track of devices, so that one may stand in place of the second factor. */
  remembersDevices?: boolean | undefined;
  /** Whether a sign-up needs no password. */
  signsUpWithoutPassword?: boolean | undefined;
  mfa?: MfaMode | undefined;
  secondFactors?: SecondFactor[] | undefined;
  identityProviders?: string[] | undefined;
  /** The origin of the pool's own pages and OAuth endpoints; also where the settings are read. */
  domain?: string | undefined;
  /** The attribute that is a user's display name, or `none`. Absent: by what the pool has. */
  nameAttribute?: string | undefined;
  /** The attribute that is a user's handle, or `none`. Absent: `preferred_username`. */
  handleAttribute?: string | undefined;
};
