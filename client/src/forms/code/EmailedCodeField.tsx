import type { FieldError, UseFormRegisterReturn } from "react-hook-form";
import { CodeField } from "./CodeField.tsx";
import { isLocal } from "./is-localhost.ts";
import { useFormWords } from "../messages/use-form-messages.ts";

interface MailedCodeFieldProps {
  registration: UseFormRegisterReturn;
  error: FieldError | undefined;
}

/** The code from a mail, with the way to the inbox where mail stays on this machine. */
export function MailedCodeField(props: MailedCodeFieldProps) {
  const words = useFormWords().code;
  const hint = isLocal(location.hostname) ? (
    <>
      {words.local}{" "}
      <a href="/inbox" target="_blank" rel="noreferrer">
        {words.inbox}
      </a>
      .
    </>
  ) : undefined;
  return <CodeField {...props} hint={hint} />;
}
