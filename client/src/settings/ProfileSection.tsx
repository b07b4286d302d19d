import { useState } from "react";
import { useForm, useWatch } from "react-hook-form";
import { UpdateProfileDocument } from "../../generated/documents.ts";
import type { ViewerFieldsFragment } from "../../generated/types.ts";
import { countCodePoints } from "../forms/count-code-points.ts";
import { HandleField, handleRules, NameField, nameRules } from "../forms/fields/profile-fields.tsx";
import { Form } from "../forms/Form.tsx";
import { useFormMessages } from "../forms/messages/use-form-messages.ts";
import { restoreFields, useStoredFields } from "../forms/restore-fields.ts";
import { useFormMutation, useShowProblems } from "../forms/use-form-mutation.ts";
import { useSession } from "../session/session-context.ts";
import { Button } from "../ui/Button.tsx";
import { StatusMessage } from "../ui/feedback/StatusMessage.tsx";
import { Field } from "../ui/inputs/Field.tsx";
import { useSettingsMessages } from "./messages/use-settings-messages.ts";

const MAX_BIO_LENGTH = 280;

interface Fields {
  name: string;
  handle: string;
  bio: string;
}

const storedFields = ["name", "handle", "bio"] as const;

export function ProfileSection({ viewer }: { viewer: ViewerFieldsFragment }) {
  const messages = useSettingsMessages();
  const formMessages = useFormMessages();
  const session = useSession();
  const storageKey = `profile ${viewer.id}`;
  const { name, handle, bio } = viewer;
  const form = useForm<Fields>({
    defaultValues: { name, handle, bio: bio ?? "", ...restoreFields(storageKey) },
  });
  const { errors, isSubmitting } = form.formState;
  const removeStoredFields = useStoredFields(form, storageKey, storedFields);
  const [status, setStatus] = useState<string>();
  const updateProfile = useFormMutation(form, UpdateProfileDocument);
  const showProblems = useShowProblems(form);
  const remaining = MAX_BIO_LENGTH - countCodePoints(useWatch({ control: form.control, name: "bio" }).trim());

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
        return setStatus(messages.saved);
      case "Rejected":
        return showProblems(result.problems);
    }
  }

  return (
    <>
      <p>{messages.profile.lead}</p>
      <Form form={form} onSubmit={submit}>
        <NameField registration={form.register("name", nameRules(formMessages))} error={errors.name} />
        <HandleField
          registration={form.register("handle", handleRules(formMessages))}
          error={errors.handle}
        />
        <Field
          label={messages.profile.bio}
          hint={messages.profile.left(remaining)}
          error={errors.bio?.message}
        >
          {(field) => (
            <textarea
              {...field}
              {...form.register("bio", {
                validate: () => remaining >= 0 || messages.profile.tooLong(-remaining),
              })}
              dir="auto"
              rows={4}
            />
          )}
        </Field>
        <Button type="submit" busy={isSubmitting}>
          {messages.profile.save}
        </Button>
        <StatusMessage text={status} />
      </Form>
    </>
  );
}
