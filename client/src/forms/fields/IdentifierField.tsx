import type { FieldError, UseFormRegisterReturn } from "react-hook-form";
import type { IdentifierKind } from "../../../generated/types.ts";
import { TextField } from "../../ui/inputs/TextField.tsx";
import { useFormMessages } from "../messages/use-form-messages.ts";
import type { FormMessages } from "../messages/use-form-messages.ts";
import { EmailField, emailRules } from "./EmailField.tsx";
import { PhoneNumberField, phoneNumberRules } from "./PhoneNumberField.tsx";

interface IdentifierFieldProps {
  /** What the pool signs in by. */
  kinds: readonly IdentifierKind[];
  registration: UseFormRegisterReturn;
  error: FieldError | undefined;
  /** `username webauthn` where the account may be asked for a passkey. */
  autoComplete?: "username" | "username webauthn";
}

/** The field for what names the account. Password managers take its value for the username, whatever its kind. */
export function IdentifierField(props: IdentifierFieldProps) {
  const { kinds, registration, error, autoComplete = "username" } = props;
  const messages = useFormMessages().identifier;
  const [kind] = kinds;
  const field = { registration, error, autoComplete };
  if (kinds.length === 1 && kind === "EMAIL") return <EmailField {...field} />;
  if (kinds.length === 1 && kind === "PHONE_NUMBER") return <PhoneNumberField {...field} />;
  return (
    <TextField
      label={labelOf(kinds, messages)}
      type="text"
      dir="ltr"
      autoComplete={autoComplete}
      autoCapitalize="none"
      spellCheck={false}
      error={error?.message}
      registration={registration}
    />
  );
}

/** Options for react-hook-form. The API validates what may be of several kinds. */
export function identifierRules(kinds: readonly IdentifierKind[], messages: FormMessages) {
  const [kind] = kinds;
  if (kinds.length === 1 && kind === "EMAIL") return emailRules(messages);
  if (kinds.length === 1 && kind === "PHONE_NUMBER") return phoneNumberRules(messages);
  return {
    validate: (value: string) =>
      value.trim() !== "" || messages.identifier.missing(labelOf(kinds, messages.identifier)),
  };
}

function labelOf(kinds: readonly IdentifierKind[], messages: FormMessages["identifier"]): string {
  return messages.oneOf(kinds.map((kind) => messages.kinds[kind]));
}
