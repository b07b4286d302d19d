import type { FieldValues, UseFormReturn } from "react-hook-form";
import type {
  CompletePasskeyRegistrationMutation,
  CompletePasskeyRegistrationMutationVariables,
  StartPasskeyRegistrationMutation,
} from "../../generated/types.ts";
import { useShowProblems } from "../forms/use-form-mutation.ts";
import { usePasskeyMessages } from "./messages/use-passkey-messages.ts";
import { createPasskey } from "./passkey-dialog.ts";
import { endPasskeyOffers } from "./passkey-offer.ts";

interface RegistrationMutations {
  start: (variables: Record<string, never>) => Promise<StartPasskeyRegistrationMutation | undefined>;
  complete: (
    variables: CompletePasskeyRegistrationMutationVariables,
  ) => Promise<CompletePasskeyRegistrationMutation | undefined>;
}

/**
 * Returns a function that adds a passkey: the API's options, the browser's dialog, the API again. It resolves to true if the
 * passkey was added; else the form says why not.
 */
export function useAddPasskey<Fields extends FieldValues>(
  form: UseFormReturn<Fields>,
  { start, complete }: RegistrationMutations,
): (name?: string) => Promise<boolean> {
  const { notAdded } = usePasskeyMessages();
  const showProblems = useShowProblems(form);
  return async (name) => {
    const started = (await start({}))?.startPasskeyRegistration;
    if (started === undefined) return false;
    if (started.__typename === "Rejected") {
      showProblems(started.problems);
      return false;
    }
    const created = await createPasskey(started.options);
    if ("failure" in created) {
      form.setError("root", { type: created.failure, message: notAdded[created.failure] });
      return false;
    }
    const input = { credential: created.credential, ...(name !== undefined && { name }) };
    const result = (await complete({ input }))?.completePasskeyRegistration;
    if (result?.__typename === "Rejected") {
      // The browser's dialog may stay open for longer than the registration lasts.
      if (result.problems.some(({ code }) => code === "CHALLENGE_EXPIRED"))
        form.setError("root", { message: notAdded.cancelled });
      else showProblems(result.problems);
    }
    if (result?.__typename !== "Viewer") return false;
    endPasskeyOffers();
    return true;
  };
}
