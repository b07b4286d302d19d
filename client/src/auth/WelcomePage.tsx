import { useForm } from "react-hook-form";
import { Link, useLocation } from "wouter";
import { UpdateProfileDocument } from "../../generated/documents.ts";
import type { ViewerFieldsFragment } from "../../generated/types.ts";
import { HandleField, handleRules, NameField, nameRules } from "../forms/fields/profile-fields.tsx";
import { Form } from "../forms/Form.tsx";
import { useFormMessages } from "../forms/messages/use-form-messages.ts";
import { useFirstFieldFocus } from "../forms/use-first-field-focus.ts";
import { useFormMutation, useShowProblems } from "../forms/use-form-mutation.ts";
import { Redirect } from "../navigation/Redirect.tsx";
import { useSession, useSessionState } from "../session/session-context.ts";
import { Button } from "../ui/Button.tsx";
import { useNextPage } from "./auth-paths.ts";
import { AuthCard } from "./AuthCard.tsx";
import { useAuthMessages } from "./messages/use-auth-messages.ts";

interface Fields {
  name: string;
  handle: string;
}

/** Asks a member whose name and handle were made up to choose them. The next sign-in asks again. */
export function WelcomePage() {
  const state = useSessionState();
  const next = useNextPage();
  if (state.status !== "signedIn") return <Redirect to={`/sign-in?${new URLSearchParams({ next })}`} />;
  if (state.viewer.profileIsComplete) return <Redirect to={next} />;
  return <ChooseProfile viewer={state.viewer} next={next} />;
}

function ChooseProfile({ viewer, next }: { viewer: ViewerFieldsFragment; next: string }) {
  const messages = useAuthMessages().welcome;
  const formMessages = useFormMessages();
  const session = useSession();
  const [, navigate] = useLocation();
  const { handle } = viewer;
  // An account without a name is called by its handle.
  const name = viewer.name === handle ? "" : viewer.name;
  const form = useForm<Fields>({ defaultValues: { name, handle } });
  const { errors, isSubmitting } = form.formState;
  const updateProfile = useFormMutation(form, UpdateProfileDocument);
  const showProblems = useShowProblems(form);
  useFirstFieldFocus(form, ["name", "handle"]);

  async function submit(input: Fields): Promise<void> {
    const result = (await updateProfile({ input }))?.updateProfile;
    switch (result?.__typename) {
      case undefined:
        return;
      case "Viewer":
        session.viewerChanged(result);
        return navigate(next, { replace: true });
      case "Rejected":
        return showProblems(result.problems);
    }
  }

  return (
    <AuthCard
      title={messages.title}
      lead={messages.lead}
      elsewhere={
        <Link href={next} replace>
          {messages.later}
        </Link>
      }
    >
      <Form form={form} onSubmit={submit}>
        <NameField registration={form.register("name", nameRules(formMessages))} error={errors.name} />
        <HandleField
          registration={form.register("handle", handleRules(formMessages))}
          error={errors.handle}
        />
        <Button type="submit" busy={isSubmitting}>
          {messages.action}
        </Button>
      </Form>
    </AuthCard>
  );
}
