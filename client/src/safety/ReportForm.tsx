import { useForm, useWatch } from "react-hook-form";
import { ReportActivityDocument, ReportUserDocument } from "../../generated/documents.ts";
import type { ReportReason } from "../../generated/types.ts";
import { countCodePoints } from "../forms/count-code-points.ts";
import { Form } from "../forms/Form.tsx";
import { useFormMutation, useShowProblems } from "../forms/use-form-mutation.ts";
import { Button } from "../ui/Button.tsx";
import { DialogActions } from "../ui/feedback/DialogActions.tsx";
import { Field } from "../ui/inputs/Field.tsx";
import { RadioGroup } from "../ui/inputs/RadioGroup.tsx";
import { useSafetyMessages } from "./messages/use-safety-messages.ts";
import { closeSafetyDialog } from "./safety-dialog.ts";
import type { SafetySubject } from "./safety-dialog.ts";

const MAX_DETAILS_LENGTH = 500;

interface Fields {
  reason: ReportReason | "";
  details: string;
}

interface ReportFormProps {
  user: SafetySubject;
  activityId: string | undefined;
  onSent: () => void;
}

export function ReportForm({ user, activityId, onSent }: ReportFormProps) {
  const messages = useSafetyMessages();
  const { reportDialog } = messages;
  const form = useForm<Fields>({ defaultValues: { reason: "", details: "" } });
  const { errors, isSubmitting } = form.formState;
  const reportActivity = useFormMutation(form, ReportActivityDocument);
  const reportUser = useFormMutation(form, ReportUserDocument);
  const showProblems = useShowProblems(form);
  const remaining =
    MAX_DETAILS_LENGTH - countCodePoints(useWatch({ control: form.control, name: "details" }).trim());

  async function submit({ reason, details }: Fields): Promise<void> {
    if (reason === "") return undefined;
    const report = { reason, ...(details.trim() !== "" && { details }) };
    const result =
      activityId === undefined
        ? (await reportUser({ input: { userId: user.id, ...report } }))?.reportUser
        : (await reportActivity({ input: { activityId, ...report } }))?.reportActivity;
    if (result?.__typename === "Rejected") return showProblems(result.problems);
    return result && onSent();
  }

  return (
    <Form form={form} onSubmit={submit}>
      <RadioGroup
        legend={reportDialog.reason}
        options={Object.entries(reportDialog.reasons).map(([value, label]) => ({ value, label }))}
        registration={form.register("reason", { required: reportDialog.reasonMissing })}
        error={errors.reason?.message}
      />
      <Field label={reportDialog.details} hint={reportDialog.left(remaining)} error={errors.details?.message}>
        {(field) => (
          <textarea
            {...field}
            {...form.register("details", {
              validate: () => remaining >= 0 || reportDialog.tooLong(-remaining),
            })}
            rows={3}
          />
        )}
      </Field>
      <DialogActions>
        <Button look="quiet" onClick={closeSafetyDialog}>
          {messages.cancel}
        </Button>
        <Button type="submit" busy={isSubmitting}>
          {reportDialog.send}
        </Button>
      </DialogActions>
    </Form>
  );
}
