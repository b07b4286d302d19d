import { useState } from "react";
import { useForm } from "react-hook-form";
import { SetUpTotpDocument } from "../../generated/documents.ts";
import { Form } from "../forms/Form.tsx";
import { useShowProblems } from "../forms/form-mutation.ts";
import { Button } from "../ui/Button.tsx";
import { ConfirmAuthenticator } from "./ConfirmAuthenticator.tsx";
import { useAccountMutation } from "./use-account-mutation.ts";
import { useSettingsWords } from "./use-words.ts";

/** Asks for a secret, then for a code of the app that got it. The secret is in memory alone: a reload begins anew. */
export function SetUpAuthenticator({ onSwitchedOn }: { onSwitchedOn: () => void }) {
  const words = useSettingsWords().authenticator;
  const [setUp, setSetUp] = useState<{ secret: string; otpauthUri: string }>();
  const form = useForm();
  const setUpTotp = useAccountMutation(form, SetUpTotpDocument);
  const showProblems = useShowProblems(form);

  async function submit(): Promise<void> {
    const result = (await setUpTotp({}))?.setUpTotp;
    if (result?.__typename === "TotpSetUp") setSetUp(result);
    else if (result) showProblems(result.problems);
  }

  if (setUp) {
    return (
      <ConfirmAuthenticator {...setUp} onSwitchedOn={onSwitchedOn} onCancel={() => setSetUp(undefined)} />
    );
  }
  return (
    <>
      <p>{words.off}</p>
      <Form form={form} onSubmit={submit}>
        <Button type="submit" busy={form.formState.isSubmitting}>
          {words.setUp}
        </Button>
      </Form>
    </>
  );
}
