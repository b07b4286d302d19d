import { VisuallyHidden } from "../../ui/VisuallyHidden.tsx";

/** Identifies the account for password managers, in forms without an e-mail field. */
export function HiddenUsername({ email }: { email: string }) {
  return (
    <VisuallyHidden>
      <input
        type="text"
        name="username"
        autoComplete="username"
        value={email}
        readOnly
        tabIndex={-1}
        aria-hidden="true"
      />
    </VisuallyHidden>
  );
}
