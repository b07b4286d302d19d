import { useState } from "react";
import { useForm } from "react-hook-form";
import { SetUpTotpDocument } from "../../../generated/documents.ts";
import { Form } from "../../forms/Form.tsx";
import { useShowProblems } from "../../forms/use-form-mutation.ts";
import { getStored, removeStored, setStored } from "../../navigation/history-store.ts";
import { Button } from "../../ui/Button.tsx";
import { Notice } from "../../ui/feedback/Notice.tsx";
import { useSettingsMessages } from "../messages/use-settings-messages.ts";
import { useStepUpMutation } from "../step-up/use-step-up-mutation.ts";
import { ConfirmAuthenticator } from "./ConfirmAuthenticator.tsx";

const STORAGE_KEY = "authenticator begun";

/**
 * Requests a secret, then asks for a code of the app that has it. The secret is only in memory: after a reload the set-up
 * starts again, with a notice.
 */
export function SetUpAuthenticator({ onEnabled }: { onEnabled: () => void }) {
  const messages = useSettingsMessages().authenticator;
  const [setUp, setSetUp] = useState<{ secret: string; otpauthUri: string }>();
  const [wasStarted, setWasStarted] = useState(getStored(STORAGE_KEY) === true);
  const [wasCancelled, setWasCancelled] = useState(false);
  const form = useForm();
  const setUpTotp = useStepUpMutation(form, SetUpTotpDocument);
  const showProblems = useShowProblems(form);

  async function submit(): Promise<void> {
    const result = (await setUpTotp({}))?.setUpTotp;
    if (result?.__typename === "TotpSetUp") {
      setStored(STORAGE_KEY, true);
      setSetUp(result);
    } else if (result) showProblems(result.problems);
  }

  function end(): void {
    removeStored(STORAGE_KEY);
    setWasStarted(false);
    setSetUp(undefined);
  }

  if (setUp) {
    return (
      <ConfirmAuthenticator
        {...setUp}
        onEnabled={() => {
          end();
          onEnabled();
        }}
        onCancel={() => {
          end();
          setWasCancelled(true);
        }}
      />
    );
  }
  return (
    <>
      <p>{messages.off}</p>
      {wasStarted && <Notice tone="info">{messages.startedBefore}</Notice>}
      <Form form={form} onSubmit={submit}>
        {/* The button that had the focus was removed. */}
        <Button type="submit" busy={form.formState.isSubmitting} ref={wasCancelled ? takeFocus : undefined}>
          {messages.setUp}
        </Button>
      </Form>
    </>
  );
}

function takeFocus(button: HTMLButtonElement | null): void {
  button?.focus();
}
