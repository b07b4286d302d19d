import { useEffect, useRef } from "react";
import type { ReactNode } from "react";
import { useWatch } from "react-hook-form";
import type { FieldValues, Path, UseFormReturn } from "react-hook-form";
import { Field } from "../../ui/inputs/Field.tsx";
import { useFormMessages } from "../messages/use-form-messages.ts";
import styles from "./CodeField.module.css";
import { readCode } from "./read-code.ts";
import type { CodeLength } from "./read-code.ts";

export interface CodeFieldProps<Fields extends FieldValues> {
  form: UseFormReturn<Fields>;
  name: Path<Fields>;
  length?: CodeLength;
  /** The form is submitted when the last digit is there: it asks for nothing after the code. */
  submits?: boolean;
  hint?: ReactNode;
}

/**
 * A field for a code of digits, of any script, which may be pasted with the text around it. Phones suggest the code from
 * the message. It is one input; the cells below it only show what it holds.
 */
export function CodeField<Fields extends FieldValues>(props: CodeFieldProps<Fields>) {
  const { form, name, length = 6, submits = false, hint } = props;
  const messages = useFormMessages().code;
  const code: string = useWatch({ control: form.control, name });
  const { error } = form.getFieldState(name, form.formState);
  const { resetField, setFocus } = form;
  const submitted = useRef("");
  const registration = form.register(name, { required: messages.missing });

  // A wrong code makes room for the right one.
  useEffect(() => {
    if (error?.type !== "INVALID_OR_EXPIRED_CODE") return;
    submitted.current = "";
    resetField(name, { keepError: true });
    setFocus(name);
  }, [error, name, resetField, setFocus]);

  const digits = Array.from(code);
  return (
    <Field label={messages.label} hint={hint} error={error?.message}>
      {({ className: _, ...field }) => (
        <span className={styles["code"]} dir="ltr">
          <input
            {...field}
            {...registration}
            className={styles["input"]}
            inputMode="numeric"
            autoComplete="one-time-code"
            autoCapitalize="none"
            spellCheck={false}
            onChange={(event) => {
              const { target } = event;
              target.value = readCode(target.value, length);
              void registration.onChange(event);
              const isComplete = Array.from(target.value).length === length;
              if (!isComplete) submitted.current = "";
              else if (submits && submitted.current !== target.value) {
                submitted.current = target.value;
                target.form?.requestSubmit();
              }
            }}
            onSelect={({ currentTarget: input }) => {
              // The cells show the caret after the last digit.
              const end = input.value.length;
              if (input.selectionStart === input.selectionEnd && input.selectionStart !== end)
                input.setSelectionRange(end, end);
            }}
          />
          <span className={styles["cells"]} aria-hidden="true">
            {Array.from({ length }, (_cell, index) => (
              <span
                key={index}
                className={styles["cell"]}
                data-current={index === Math.min(digits.length, length - 1) || undefined}
              >
                {digits[index]}
              </span>
            ))}
          </span>
        </span>
      )}
    </Field>
  );
}
