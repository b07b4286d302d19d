import { useState } from "react";
import { useForm } from "react-hook-form";
import { SetUpTotpDocument } from "../../../generated/documents.ts";
import { Form } from "../../forms/Form.tsx";
import { useShowProblems } from "../../forms/use-form-mutation.ts";
import { forget, keep, readKept } from "../../navigation/history-store.ts";
import { Button } from "../../ui/Button.tsx";
import { Notice } from "../../ui/feedback/Notice.tsx";
import { ConfirmAuthenticator } from "./ConfirmAuthenticator.tsx";
import { useAccountMutation } from "../step-up/use-step-up-mutation.ts";
import { useSettingsWords } from "../messages/use-settings-messages.ts";

const BEGUN = "authenticator begun";

/** Asks for a secret, then for a code of the app that got it. The secret is in memory alone: a reload begins anew, and says so. */
export function SetUpAuthenticator({ onSwitchedOn }: { onSwitchedOn: () => void }) {
  const words = useSettingsWords().authenticator;
  const [setUp, setSetUp] = useState<{ secret: string; otpauthUri: string }>();
  const [wasBegun, setWasBegun] = useState(readKept(BEGUN) === true);
  const [wasCancelled, setWasCancelled] = useState(false);
  const form = useForm();
  const setUpTotp = useAccountMutation(form, SetUpTotpDocument);
  const showProblems = useShowProblems(form);

  async function submit(): Promise<void> {
    const result = (await setUpTotp({}))?.setUpTotp;
    if (result?.__typename === "TotpSetUp") {
      keep(BEGUN, true);
      setSetUp(result);
    } else if (result) showProblems(result.problems);
  }

  function end(): void {
    forget(BEGUN);
    setWasBegun(false);
    setSetUp(undefined);
  }

  if (setUp) {
    return (
      <ConfirmAuthenticator
        {...setUp}
        onSwitchedOn={() => {
          end();
          onSwitchedOn();
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
      <p>{words.off}</p>
      {wasBegun && <Notice tone="news">{words.begunBefore}</Notice>}
      <Form form={form} onSubmit={submit}>
        {/* The focus was on a button that is gone. */}
        <Button type="submit" busy={form.formState.isSubmitting} ref={wasCancelled ? takeFocus : undefined}>
          {words.setUp}
        </Button>
      </Form>
    </>
  );
}

function takeFocus(button: HTMLButtonElement | null): void {
  button?.focus();
}
