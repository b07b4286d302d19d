import { Rejected } from "../../graphql/problem.type.ts";
import type { AuthContext } from "../context.ts";
import { passwordBreached } from "../shared/problems.ts";
import { commonPasswords } from "./common-passwords.ts";
import { isGuessable } from "./guessable-password.ts";

/** A new password, by the input field that has it. */
type NewPassword = { password: string } | { newPassword: string };

/** Nobody's password may be made of it. */
const productName = "cruddur";

/**
 * Refuses a new password that somebody would guess soon, or that the breach service knows. Neither depends on what the user
 * pool or the database has, so that the result reveals no account.
 *
 * @param ownWords what the sender said of the account, or may know of it: its name, handle, addresses.
 */
export async function refusePassword(
  { isBreached }: Pick<AuthContext, "isBreached">,
  input: NewPassword,
  ownWords: readonly string[],
): Promise<Rejected | undefined> {
  const [field, password] =
    "password" in input
      ? (["password", input.password] as const)
      : (["newPassword", input.newPassword] as const);
  const common = await commonPasswords();
  const guessed = { isCommon: (text: string) => common.has(text), ownWords: [productName, ...ownWords] };
  return isGuessable(password, guessed) || (await isBreached(password))
    ? new Rejected([passwordBreached(field)])
    : undefined;
}
