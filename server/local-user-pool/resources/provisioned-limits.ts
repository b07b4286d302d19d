import { eq } from "drizzle-orm";
import { invalidParameter, UserPoolException } from "../protocol/exceptions.ts";
import { map, oneOf, string, structure } from "../protocol/shape.ts";
import type { ValueOf } from "../protocol/shape.ts";
import type { Database } from "../tables/database-schema.ts";
import { provisionedLimits } from "../tables/provisioned-limits-table.ts";

export const LimitDefinition = structure({ LimitClass: oneOf("API_CATEGORY"), Attributes: map(string()) });
type Definition = ValueOf<typeof LimitDefinition>;

/**
 * Requests per second that AWS grants to an account. None of them is enforced here.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/quotas.html
 */
const freeLimits = new Map([
  ["ClientAuthentication", 150],
  ["UserAccountRecovery", 30],
  ["UserAuthentication", 120],
  ["UserCreation", 50],
  ["UserFederation", 25],
  ["UserList", 30],
  ["UserPoolClientRead", 15],
  ["UserPoolClientUpdate", 15],
  ["UserPoolRead", 15],
  ["UserPoolResourceRead", 20],
  ["UserPoolResourceUpdate", 15],
  ["UserPoolUpdate", 15],
  ["UserRead", 120],
  ["UserResourceRead", 50],
  ["UserResourceUpdate", 25],
  ["UserToken", 120],
  ["UserUpdate", 25],
]);

/** @throws UserPoolException ResourceNotFoundException for an unknown category */
export async function readLimit(database: Database, definition: Definition) {
  const { category, free } = requireCategory(definition);
  const [row] = await database
    .select()
    .from(provisionedLimits)
    .where(eq(provisionedLimits.category, category));
  return {
    LimitDefinition: definition,
    ProvisionedLimitValue: row?.value ?? free,
    FreeLimitValue: free,
  };
}

/** @throws UserPoolException ResourceNotFoundException; InvalidParameterException for less than the free limit */
export async function setLimit(database: Database, definition: Definition, value: number): Promise<void> {
  const { category, free } = requireCategory(definition);
  if (value < free) throw invalidParameter(`The limit of ${category} cannot be below ${free}.`);
  await database
    .insert(provisionedLimits)
    .values({ category, value })
    .onConflictDoUpdate({ target: provisionedLimits.category, set: { value } });
}

function requireCategory({ Attributes }: Definition): { category: string; free: number } {
  const category = Attributes["Category"] ?? "";
  const free = freeLimits.get(category);
  if (free === undefined) {
    throw new UserPoolException("ResourceNotFoundException", "The category of the limit does not exist.");
  }
  return { category, free };
}
