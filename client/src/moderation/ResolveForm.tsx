import { useState } from "react";
import { useForm } from "react-hook-form";
import { ResolveReportDocument } from "../../generated/documents.ts";
import type { ReportFieldsFragment, ReportResolution } from "../../generated/types.ts";
import { countCodePoints } from "../forms/count-code-points.ts";
import { Form } from "../forms/Form.tsx";
import { useFormMutation, useShowProblems } from "../forms/use-form-mutation.ts";
import { Button } from "../ui/Button.tsx";
import { TextField } from "../ui/inputs/TextField.tsx";
import { useModerationMessages } from "./messages/use-moderation-messages.ts";
import styles from "./ReportItem.module.css";

const MAX_NOTE_LENGTH = 500;

interface Fields {
  note: string;
}

interface ResolveFormProps {
  report: ReportFieldsFragment;
  /** The reported activity is still there. */
  canDelete: boolean;
  onResolved: (report: ReportFieldsFragment, announcement: string) => void;
}

/** Deletes what was reported, or dismisses the report, with a note for the record. */
export function ResolveForm({ report, canDelete, onResolved }: ResolveFormProps) {
  const messages = useModerationMessages();
  const form = useForm<Fields>({ defaultValues: { note: "" } });
  const { errors, isSubmitting } = form.formState;
  const [pressed, setPressed] = useState<ReportResolution>();
  const resolveReport = useFormMutation(form, ResolveReportDocument);
  const showProblems = useShowProblems(form);

  async function resolve(resolution: ReportResolution, { note }: Fields): Promise<void> {
    setPressed(resolution);
    const input = { reportId: report.id, resolution, ...(note.trim() !== "" && { note }) };
    const result = (await resolveReport({ input }))?.resolveReport;
    switch (result?.__typename) {
      case undefined:
        return;
      case "Rejected":
        return showProblems(result.problems);
      case "ReportResolved":
        return onResolved(result.report, messages.resolved);
      case "ReportAlreadyResolved":
        return onResolved(result.report, messages.resolvedByOther);
    }
  }

  const submitAs = (resolution: ReportResolution) =>
    form.handleSubmit((fields) => resolve(resolution, fields));
  return (
    <Form form={form} onSubmit={(fields) => resolve("DISMISS", fields)}>
      <TextField
        label={messages.note}
        autoComplete="off"
        error={errors.note?.message}
        registration={form.register("note", {
          validate: (note) => countCodePoints(note.trim()) <= MAX_NOTE_LENGTH || messages.noteTooLong,
        })}
      />
      <p className={styles["actions"]}>
        <Button type="submit" look="quiet" busy={isSubmitting && pressed === "DISMISS"}>
          {messages.dismiss}
        </Button>
        {canDelete && (
          <Button
            look="danger"
            busy={isSubmitting && pressed === "DELETE_ACTIVITY"}
            onClick={() => {
              if (!isSubmitting) void submitAs("DELETE_ACTIVITY")();
            }}
          >
            {messages.deletePost}
          </Button>
        )}
      </p>
    </Form>
  );
}
