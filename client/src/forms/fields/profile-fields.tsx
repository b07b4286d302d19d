import type { FieldError, UseFormRegisterReturn } from "react-hook-form";
import { TextField } from "../../ui/inputs/TextField.tsx";
import { countCodePoints } from "../count-code-points.ts";
import { isVisible } from "../is-visible.ts";
import { useFormMessages } from "../messages/use-form-messages.ts";
import type { FormMessages } from "../messages/use-form-messages.ts";

const MAX_NAME_LENGTH = 100;

interface ProfileFieldProps {
  registration: UseFormRegisterReturn;
  error: FieldError | undefined;
}

export function NameField({ registration, error }: ProfileFieldProps) {
  const messages = useFormMessages().name;
  return (
    <TextField
      label={messages.label}
      dir="auto"
      autoComplete="name"
      error={error?.message}
      registration={registration}
    />
  );
}

interface HandleFieldProps extends ProfileFieldProps {
  /** Whether the account signs in by it. */
  isUsername?: boolean;
}

export function HandleField({ registration, error, isUsername = false }: HandleFieldProps) {
  const messages = useFormMessages().handle;
  return (
    <TextField
      label={messages.label}
      dir="ltr"
      autoComplete={isUsername ? "username" : "nickname"}
      autoCapitalize="none"
      spellCheck={false}
      maxLength={31}
      hint={isUsername ? messages.usernameHint : messages.hint}
      error={error?.message}
      registration={registration}
    />
  );
}

/** Options for react-hook-form: removes a leading @ and makes the handle lower case. */
export function handleRules({ handle: messages }: FormMessages) {
  return {
    required: messages.missing,
    setValueAs: (value: string) => value.trim().replace(/^@/u, "").toLowerCase(),
    pattern: { value: /^[a-z0-9_]{3,30}$/iu, message: messages.invalid },
  };
}

export function nameRules({ name: messages }: FormMessages) {
  return {
    required: messages.missing,
    validate: {
      visible: (name: string) => isVisible(name) || messages.missing,
      length: (name: string) =>
        countCodePoints(name.trim()) <= MAX_NAME_LENGTH || messages.tooLong(MAX_NAME_LENGTH),
    },
  };
}
