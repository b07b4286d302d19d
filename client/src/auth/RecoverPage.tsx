import { useSearchParams } from "wouter";
import { RequestRecoveryCode } from "./RequestRecoveryCode.tsx";
import { ResetPassword } from "./ResetPassword.tsx";

/** Recovery in two steps. The step is in the URL, so that a reload and the back button keep it. */
export function RecoverPage() {
  const [parameters] = useSearchParams();
  return parameters.get("step") === "code" ? <ResetPassword /> : <RequestRecoveryCode />;
}
