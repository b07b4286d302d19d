import { useSearchParams } from "wouter";
import { ChooseRecoveredPassword } from "./ResetPassword.tsx";
import { RequestRecoveryCode } from "./RequestRecoveryCode.tsx";

/** Recovery in two steps; which one it is stands in the URL, so the back button and a reload keep it. */
export function RecoverPage() {
  const [parameters] = useSearchParams();
  return parameters.get("step") === "code" ? <ChooseRecoveredPassword /> : <RequestRecoveryCode />;
}
