import { useState } from "react";
import { useForm, useWatch } from "react-hook-form";
import { UpdateProfileDocument } from "../../generated/documents.ts";
import type { ViewerFieldsFragment } from "../../generated/types.ts";
import { countCodePoints } from "../forms/count-code-points.ts";
import { Form } from "../forms/Form.tsx";
import { useFormMutation, useShowProblems } from "../forms/use-form-mutation.ts";
import { keptFields, useKeptFields } from "../forms/restore-fields.ts";
import { HandleField, handleRules, NameField, nameRules } from "../forms/fields/profile-fields.tsx";
import { useFormWords } from "../forms/messages/use-form-messages.ts";
import { useSession } from "../session/session-context.ts";
import { Button } from "../ui/Button.tsx";
import { Field } from "../ui/inputs/Field.tsx";
import { News } from "../ui/feedback/StatusMessage.tsx";
import { useSettingsWords } from "./messages/use-settings-messages.ts";

const LONGEST_BIO = 280;

interface Fields {
  name: string;
  handle: string;
  bio: string;
}

const keptOfForm = ["name", "handle", "bio"] as const;

/** Name, handle and a few words. */
export function ProfileSection({ viewer }: { viewer: ViewerFieldsFragment }) {
  const words = useSettingsWords();
  const formWords = useFormWords();
  const session = useSession();
  const nameOfForm = `profile ${viewer.id}`;
  const { name, handle, bio } = viewer;
  const form = useForm<Fields>({
    defaultValues: { name, handle, bio: bio ?? "", ...keptFields(nameOfForm) },
  });
  const { errors, isSubmitting } = form.formState;
  const forgetFields = useKeptFields(form, nameOfForm, keptOfForm);
  const [news, setNews] = useState<string>();
  const updateProfile = useFormMutation(form, UpdateProfileDocument);
  const showProblems = useShowProblems(form);
  const left = LONGEST_BIO - countCodePoints(useWatch({ control: form.control, name: "bio" }).trim());

  async function submit(input: Fields): Promise<void> {
    setNews(undefined);
    const result = (await updateProfile({ input }))?.updateProfile;
    switch (result?.__typename) {
      case undefined:
        return;
      case "Viewer":
        session.viewerChanged(result);
        form.reset({ name: result.name, handle: result.handle, bio: result.bio ?? "" });
        forgetFields();
        return setNews(words.saved);
      case "Rejected":
        return showProblems(result.problems);
    }
  }

  return (
    <>
      <p>{words.profile.lead}</p>
      <Form form={form} onSubmit={submit}>
        <NameField registration={form.register("name", nameRules(formWords))} error={errors.name} />
        <HandleField registration={form.register("handle", handleRules(formWords))} error={errors.handle} />
        <Field label={words.profile.bio} hint={words.profile.left(left)} error={errors.bio?.message}>
          {(field) => (
            <textarea
              {...field}
              {...form.register("bio", { validate: () => left >= 0 || words.profile.tooLong(-left) })}
              rows={4}
            />
          )}
        </Field>
        <Button type="submit" busy={isSubmitting}>
          {words.profile.save}
        </Button>
        <News words={news} />
      </Form>
    </>
  );
}
