import { useState } from "react";
import { useForm } from "react-hook-form";
import { CreateRecoveryCodesDocument } from "../../../generated/documents.ts";
import type { ViewerFieldsFragment } from "../../../generated/types.ts";
import { Form } from "../../forms/Form.tsx";
import { useShowProblems } from "../../forms/use-form-mutation.ts";
import { Button } from "../../ui/Button.tsx";
import { useSettingsMessages } from "../messages/use-settings-messages.ts";
import { useStepUpMutation } from "../step-up/use-step-up-mutation.ts";
import { NewRecoveryCodes } from "./NewRecoveryCodes.tsx";
import styles from "./RecoveryCodes.module.css";

interface RecoveryCodesProps {
  viewer: ViewerFieldsFragment;
  /** How many are unused. */
  left: number;
  onChanged: () => void;
}

/** How many recovery codes are left, and a button that makes new ones, which are shown once. */
export function RecoveryCodes({ viewer, left, onChanged }: RecoveryCodesProps) {
  const messages = useSettingsMessages().recovery;
  const [codes, setCodes] = useState<readonly string[]>();
  const form = useForm();
  const createRecoveryCodes = useStepUpMutation(form, CreateRecoveryCodesDocument);
  const showProblems = useShowProblems(form);

  async function submit(): Promise<void> {
    const result = (await createRecoveryCodes({}))?.createRecoveryCodes;
    if (result?.__typename === "RecoveryCodesCreated") setCodes(result.codes);
    else if (result) showProblems(result.problems);
  }

  return (
    <div className={styles["section"]}>
      <h3>{messages.title}</h3>
      {codes ? (
        <NewRecoveryCodes
          codes={codes}
          handle={viewer.handle}
          onStored={() => {
            setCodes(undefined);
            onChanged();
          }}
        />
      ) : (
        <>
          <p>
            {messages.lead} {messages.left(left)}
          </p>
          <Form form={form} onSubmit={submit}>
            {left > 0 && <p>{messages.voids}</p>}
            <Button type="submit" look="quiet" busy={form.formState.isSubmitting}>
              {left === 0 ? messages.create : messages.createNew}
            </Button>
          </Form>
        </>
      )}
    </div>
  );
}
