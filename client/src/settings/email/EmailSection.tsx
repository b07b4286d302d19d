import { useSearchParams } from "wouter";
import type { ViewerFieldsFragment } from "../../../generated/types.ts";
import { ChangeEmail } from "./ChangeEmail.tsx";
import { ConfirmEmail } from "./ConfirmEmail.tsx";

/** Changes the e-mail address in two steps. The step is in the URL, so that a reload and the back button keep it. */
export function EmailSection({ viewer }: { viewer: ViewerFieldsFragment }) {
  const [parameters] = useSearchParams();
  const newEmail = parameters.get("email");
  return parameters.get("step") === "code" && newEmail !== null ? (
    <ConfirmEmail newEmail={newEmail} viewer={viewer} />
  ) : (
    <ChangeEmail viewer={viewer} />
  );
}
