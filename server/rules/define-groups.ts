/** A group of the user pool that the API knows. */
export type GroupDeclaration = {
  /** Its name in the pool and in tokens. */
  name: string;
  /** What its members may do. */
  description: string;
};

/** As Cognito's CreateGroup: letters, marks, symbols, numbers and punctuation, thus no spaces. */
const groupName = /^[\p{L}\p{M}\p{S}\p{N}\p{P}]{1,128}$/u;

/**
 * Checks declared groups, and keeps their names as types.
 *
 * @throws Error if a name is not one that Cognito accepts, or is declared twice.
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateGroup.html
 */
export function defineGroups<const G extends readonly GroupDeclaration[]>(groups: G): G {
  const names = groups.map(({ name }) => name);
  const invalid = names.find((name) => !groupName.test(name));
  if (invalid !== undefined) throw new Error(`Cognito accepts no group ${JSON.stringify(invalid)}.`);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new Error(`The group ${twice} is declared twice.`);
  return groups;
}
