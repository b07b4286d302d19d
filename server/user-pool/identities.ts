import { isRecord } from "../lib/is-record.ts";

/** The account of a person at an identity provider. */
export type ProviderIdentity = {
  /** The provider's name in the user pool. */
  providerName: string;
  /** The person's id there. */
  userId: string;
  /** When it was linked, in milliseconds since 1970; undefined if the pool does not say. */
  linkedAt: number | undefined;
};

/**
 * Reads the claim `identities` of an ID token, which is a list, or the attribute of that name, which is JSON.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-id-token.html
 */
export function readIdentities(value: unknown): ProviderIdentity[] {
  const list = typeof value === "string" ? parseJson(value) : value;
  if (!Array.isArray(list)) return [];
  return list.flatMap((each: unknown) => {
    if (!isRecord(each)) return [];
    const { providerName, userId, dateCreated } = each;
    if (typeof providerName !== "string" || typeof userId !== "string") return [];
    const linkedAt = Number(dateCreated ?? Number.NaN);
    return [{ providerName, userId, linkedAt: Number.isSafeInteger(linkedAt) ? linkedAt : undefined }];
  });
}

/** Whether an account was made by the sign-in of an identity: the pool names such an account after it. */
export function isAccountOf(
  { providerName, userId }: Pick<ProviderIdentity, "providerName" | "userId">,
  username: string | undefined,
): boolean {
  return username?.toLowerCase() === `${providerName}_${userId}`.toLowerCase();
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
