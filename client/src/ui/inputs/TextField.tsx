import type { ComponentProps, ReactNode } from "react";
import type { UseFormRegisterReturn } from "react-hook-form";
import { Field } from "./Field.tsx";

interface TextFieldProps extends Pick<
  ComponentProps<"input">,
  "type" | "dir" | "autoComplete" | "inputMode" | "autoCapitalize" | "spellCheck" | "maxLength"
> {
  label: string;
  hint?: ReactNode;
  error: string | undefined;
  registration: UseFormRegisterReturn;
}

/** A one-line text field of a form. */
export function TextField({ label, hint, error, registration, ...input }: TextFieldProps) {
  return (
    <Field label={label} hint={hint} error={error}>
      {(field) => <input {...field} {...input} {...registration} />}
    </Field>
  );
}
