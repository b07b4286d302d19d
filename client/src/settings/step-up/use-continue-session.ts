import type { ChallengeFieldsFragment, SessionFieldsFragment } from "../../../generated/types.ts";
import { useSession } from "../../session/session-context.ts";
import { useSettingsMessages } from "../messages/use-settings-messages.ts";
import { useStepUp } from "./step-up-context.ts";

interface Continuation {
  session?: SessionFieldsFragment | null;
  challenge?: ChallengeFieldsFragment | null;
}

/** Lets the session go on after a mutation that has replaced its sign-in. Asks for what that requires in a dialog. */
export function useContinueSession(): (continuation: Continuation) => Promise<void> {
  const current = useSession();
  const stepUp = useStepUp();
  const reason = useSettingsMessages().stepUp.stay;
  return async ({ session, challenge }) => {
    if (session) await current.signedIn(session);
    else if (challenge) await stepUp({ challenge, reason });
  };
}
