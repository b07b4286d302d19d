import { useEffect, useState } from "react";
import { useForm, useWatch } from "react-hook-form";
import { UpdateProfileDocument } from "../../../generated/documents.ts";
import type { ViewerFieldsFragment } from "../../../generated/types.ts";
import { countCodePoints } from "../../forms/count-code-points.ts";
import { HandleField, handleRules, NameField, nameRules } from "../../forms/fields/profile-fields.tsx";
import { Form } from "../../forms/Form.tsx";
import { useFormMessages } from "../../forms/messages/use-form-messages.ts";
import { restoreFields, useStoredFields } from "../../forms/restore-fields.ts";
import { useFormMutation, useShowProblems } from "../../forms/use-form-mutation.ts";
import { useSession } from "../../session/session-context.ts";
import { Button } from "../../ui/Button.tsx";
import { StatusMessage } from "../../ui/feedback/StatusMessage.tsx";
import { Field } from "../../ui/inputs/Field.tsx";
import { useProfileMessages } from "../messages/use-profile-messages.ts";
import styles from "./ProfileForm.module.css";

const MAX_BIO_LENGTH = 280;

interface Fields {
  name: string;
  handle: string;
  bio: string;
}

const storedFields = ["name", "handle", "bio"] as const;

interface ProfileFormProps {
  viewer: ViewerFieldsFragment;
  /** Another element was replaced by the form. */
  takesFocus?: boolean;
  /** Called with the new profile. Without it, the form says that the profile was saved. */
  onSaved?: (viewer: ViewerFieldsFragment) => void;
  /** The form can be left without a change. */
  onCancel?: () => void;
}

/** Changes the viewer's name, handle and bio. */
export function ProfileForm({ viewer, takesFocus = false, onSaved, onCancel }: ProfileFormProps) {
  const messages = useProfileMessages().form;
  const formMessages = useFormMessages();
  const session = useSession();
  const storageKey = `profile ${viewer.id}`;
  const { name, handle, bio } = viewer;
  const form = useForm<Fields>({
    defaultValues: { name, handle, bio: bio ?? "", ...restoreFields(storageKey) },
  });
  const { errors, isSubmitting } = form.formState;
  const { setFocus } = form;
  const removeStoredFields = useStoredFields(form, storageKey, storedFields);
  const [status, setStatus] = useState<string>();
  const updateProfile = useFormMutation(form, UpdateProfileDocument);
  const showProblems = useShowProblems(form);
  const remaining = MAX_BIO_LENGTH - countCodePoints(useWatch({ control: form.control, name: "bio" }).trim());

  useEffect(() => {
    if (takesFocus) setFocus("name");
  }, [takesFocus, setFocus]);

  async function submit(input: Fields): Promise<void> {
    setStatus(undefined);
    const result = (await updateProfile({ input }))?.updateProfile;
    switch (result?.__typename) {
      case undefined:
        return;
      case "Viewer":
        session.viewerChanged(result);
        form.reset({ name: result.name, handle: result.handle, bio: result.bio ?? "" });
        removeStoredFields();
        if (onSaved) onSaved(result);
        else setStatus(messages.saved);
        return;
      case "Rejected":
        return showProblems(result.problems);
    }
  }

  return (
    <Form form={form} onSubmit={submit}>
      <NameField registration={form.register("name", nameRules(formMessages))} error={errors.name} />
      <HandleField registration={form.register("handle", handleRules(formMessages))} error={errors.handle} />
      <Field label={messages.bio} hint={messages.left(remaining)} error={errors.bio?.message}>
        {(field) => (
          <textarea
            {...field}
            {...form.register("bio", {
              validate: () => remaining >= 0 || messages.tooLong(-remaining),
            })}
            rows={4}
          />
        )}
      </Field>
      <div className={styles["buttons"]}>
        <Button type="submit" busy={isSubmitting}>
          {messages.save}
        </Button>
        {onCancel && (
          <Button
            look="quiet"
            onClick={() => {
              form.reset({ name, handle, bio: bio ?? "" });
              removeStoredFields();
              onCancel();
            }}
          >
            {messages.cancel}
          </Button>
        )}
      </div>
      {!onSaved && <StatusMessage text={status} />}
    </Form>
  );
}
