import type { FieldValues } from "react-hook-form";
import { useFormMessages } from "../messages/use-form-messages.ts";
import { CodeField } from "./CodeField.tsx";
import type { CodeFieldProps } from "./CodeField.tsx";
import { isLocalhost } from "./is-localhost.ts";

/** A field for a code from an e-mail, with a link to the inbox of a local server. */
export function EmailedCodeField<Fields extends FieldValues>(props: Omit<CodeFieldProps<Fields>, "hint">) {
  const messages = useFormMessages().code;
  const hint = isLocalhost(location.hostname) ? (
    <>
      {messages.local}{" "}
      <a href="/inbox" target="_blank" rel="noreferrer">
        {messages.inbox}
      </a>
      .
    </>
  ) : undefined;
  return <CodeField {...props} hint={hint} />;
}
