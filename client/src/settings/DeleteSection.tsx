import { useForm } from "react-hook-form";
import { useLocation } from "wouter";
import { DeleteAccountDocument } from "../../generated/documents.ts";
import type { ViewerFieldsFragment } from "../../generated/types.ts";
import type { Arrival } from "../auth/navigation-notice.ts";
import { Form } from "../forms/Form.tsx";
import { useShowProblems } from "../forms/use-form-mutation.ts";
import { KnownUsername } from "../forms/password/HiddenUsername.tsx";
import { PasswordField } from "../forms/password/PasswordField.tsx";
import { useFormWords } from "../forms/messages/use-form-messages.ts";
import { useSession } from "../session/session-context.ts";
import { Button } from "../ui/Button.tsx";
import { Notice } from "../ui/feedback/Notice.tsx";
import { TextField } from "../ui/inputs/TextField.tsx";
import { useAccountMutation } from "./step-up/use-step-up-mutation.ts";
import { useSettingsWords } from "./messages/use-settings-messages.ts";

interface Fields {
  handle: string;
  password: string;
}

/** The end of an account: the handle typed by hand, so that nobody does it by mistake, and the password. */
export function DeleteSection({ viewer }: { viewer: ViewerFieldsFragment }) {
  const words = useSettingsWords().delete;
  const formWords = useFormWords();
  const session = useSession();
  const [, navigate] = useLocation();
  const form = useForm<Fields>({ defaultValues: { handle: "", password: "" } });
  const { errors, isSubmitting } = form.formState;
  const deleteAccount = useAccountMutation(form, DeleteAccountDocument);
  const showProblems = useShowProblems(form);

  async function submit({ password }: Fields): Promise<void> {
    const typed = { field: "password", value: password } as const;
    const result = (await deleteAccount({ input: { password } }, typed))?.deleteAccount;
    switch (result?.__typename) {
      case undefined:
        return;
      case "AccountDeleted": {
        // Both at once: this page is nothing for the guest that the person is now.
        const told = session.signedOut();
        const state: Arrival = { reason: "accountDeleted" };
        navigate("/sign-in", { state, replace: true });
        return told;
      }
      case "Rejected":
        return showProblems(result.problems);
    }
  }

  return (
    <>
      <Notice tone="problem">{words.lead}</Notice>
      <Form form={form} onSubmit={submit}>
        <TextField
          label={words.handle(`@${viewer.handle}`)}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          error={errors.handle?.message}
          registration={form.register("handle", {
            validate: (typed) => isHandle(typed, viewer.handle) || words.handleWrong,
          })}
        />
        <KnownUsername email={viewer.email} />
        <PasswordField
          error={errors.password?.message}
          registration={form.register("password", { required: formWords.password.missing })}
        />
        <Button type="submit" look="danger" busy={isSubmitting}>
          {words.action}
        </Button>
      </Form>
    </>
  );
}

function isHandle(typed: string, handle: string): boolean {
  return typed.trim().replace(/^@/u, "").toLowerCase() === handle.toLowerCase();
}
