import type { ReactNode } from "react";
import type { FieldValues, UseFormReturn } from "react-hook-form";
import { Notice } from "../ui/feedback/Notice.tsx";
import styles from "./Form.module.css";

interface FormProps<Fields extends FieldValues> {
  form: UseFormReturn<Fields>;
  onSubmit: (fields: Fields) => Promise<void>;
  children: ReactNode;
}

/** A react-hook-form form that cannot be submitted twice, and shows errors of the whole form at its head. */
export function Form<Fields extends FieldValues>({ form, onSubmit, children }: FormProps<Fields>) {
  const { isSubmitting, errors } = form.formState;
  const submit = form.handleSubmit(onSubmit);
  return (
    <form
      className={styles["form"]}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!isSubmitting) void submit(event);
      }}
    >
      <div role="alert">{errors.root?.message && <Notice tone="error">{errors.root.message}</Notice>}</div>
      {children}
    </form>
  );
}
