import { useSearchParams } from "wouter";
import type { ViewerFieldsFragment } from "../../../generated/types.ts";
import { ChangeEmail } from "./ChangeEmail.tsx";
import { ConfirmEmail } from "./ConfirmEmail.tsx";

/** A new address in two steps; which one it is stands in the URL, so the back button and a reload keep it. */
export function EmailSection({ viewer }: { viewer: ViewerFieldsFragment }) {
  const [parameters] = useSearchParams();
  const newEmail = parameters.get("email");
  return parameters.get("step") === "code" && newEmail !== null ? (
    <ConfirmEmail newEmail={newEmail} />
  ) : (
    <ChangeEmail viewer={viewer} />
  );
}
