let loading: Promise<ReadonlySet<string>> | undefined;

/**
 * The 49,233 passwords that leaks have most often, in lower case. The list takes 60 ms of CPU and 5 MB of memory, so it is
 * loaded for the first new password.
 */
export async function commonPasswords(): Promise<ReadonlySet<string>> {
  loading ??= import("@zxcvbn-ts/language-common").then(
    ({ dictionary }) => new Set(dictionary["passwords-common"]),
  );
  return await loading;
}
