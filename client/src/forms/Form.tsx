import type { ReactNode } from "react";
import type { FieldValues, UseFormReturn } from "react-hook-form";
import { retryMessage, useProblemMessages } from "../problems/problem-message.ts";
import { Notice } from "../ui/feedback/Notice.tsx";
import { VisuallyHidden } from "../ui/VisuallyHidden.tsx";
import styles from "./Form.module.css";
import { useSecondsUntil } from "./use-seconds-until.ts";

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
      <div role="alert">
        {errors.root?.message && (
          <Notice tone="error">
            <FormError message={errors.root.message} retryAt={errors.root["retryAt"]?.message} />
          </Notice>
        )}
      </div>
      {children}
    </form>
  );
}

/** An error of the whole form. A time to wait is announced once, and then counted down. */
function FormError({ message, retryAt }: { message: string; retryAt: string | undefined }) {
  const messages = useProblemMessages();
  const secondsLeft = useSecondsUntil(retryAt === undefined ? 0 : Date.parse(retryAt));
  if (retryAt === undefined) return message;
  return (
    <>
      <VisuallyHidden>{message}</VisuallyHidden>
      <span aria-hidden="true">
        {messages.codes.RATE_LIMITED} {retryMessage(secondsLeft, messages)}
      </span>
    </>
  );
}
