import { VisuallyHidden } from "../../ui/VisuallyHidden.tsx";

/** For password managers: whose password the form is about, where it does not ask. */
export function KnownUsername({ email }: { email: string }) {
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
