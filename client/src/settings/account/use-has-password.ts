import { HasPasswordDocument } from "../../../generated/documents.ts";
import { useAuthOptions } from "../../auth-options/use-auth-options.ts";
import { useOwnData } from "./use-own-data.ts";

/** Whether the account has a password; undefined until that is known. True where the API does not say. */
export function useHasPassword(): boolean | undefined {
  const { firstFactors } = useAuthOptions();
  const { account, failure } = useOwnData(HasPasswordDocument);
  if (failure || firstFactors.every((factor) => factor === "PASSWORD")) return true;
  return account?.hasPassword;
}
