import { useMemo, useState } from "react";
import type { ReactNode } from "react";
import { Provider } from "urql";
import { SignInDocument } from "../../../generated/documents.ts";
import type { ChallengeFieldsFragment, ViewerFieldsFragment } from "../../../generated/types.ts";
import { API_URL } from "../../api/api-url.ts";
import { createGraphQLClient } from "../../api/graphql-client.ts";
import { failureOf } from "../../failures/graphql-failure.ts";
import { useSession } from "../../session/session-context.ts";
import { StepUpContext } from "./step-up-context.ts";
import type { StepUpResult, StepUpStart } from "./step-up-context.ts";
import { StepUpDialog } from "./StepUpDialog.tsx";

interface OpenDialog {
  /** The challenge to begin with: what follows the password, or the choice of an account without one. */
  challenge: ChallengeFieldsFragment | undefined;
  reason: string | undefined;
  resolve: (result: StepUpResult) => void;
}

/**
 * Provides `useStepUp` to the forms below it: signs in again in the background with the password that a form has asked for,
 * and in a dialog for whatever is missing. The page and its inputs stay as they are.
 */
export function StepUpProvider({ viewer, children }: { viewer: ViewerFieldsFragment; children: ReactNode }) {
  const session = useSession();
  const { username } = viewer;
  const [dialog, setDialog] = useState<OpenDialog>();
  // A guest's client: the sign-in must not wait for a renewal of the session that it replaces.
  const guest = useMemo(() => createGraphQLClient(API_URL, session, undefined), [session]);

  const stepUp = useMemo(() => {
    const openDialog = (challenge?: ChallengeFieldsFragment, reason?: string) =>
      new Promise<StepUpResult>((resolve) => setDialog({ challenge, reason, resolve }));

    return async ({ password, challenge, reason }: StepUpStart): Promise<StepUpResult> => {
      if (password === undefined) return openDialog(challenge, reason);
      const input = { identifier: username, password };
      const { data, error } = await session.exclusively(() =>
        guest.mutation(SignInDocument, { input }).toPromise(),
      );
      if (error) return { kind: "failed", failure: failureOf(error) };
      switch (data?.signIn.__typename) {
        case "SignedIn":
          await session.signedIn(data.signIn.session);
          return { kind: "signedIn" };
        case "ChallengeRequired":
          return openDialog(data.signIn.challenge);
        case "Rejected":
          return { kind: "rejected", problems: data.signIn.problems };
        default:
          return openDialog();
      }
    };
  }, [guest, session, username]);

  return (
    <StepUpContext value={stepUp}>
      {children}
      {dialog && (
        <Provider value={guest}>
          <StepUpDialog
            username={username}
            email={viewer.email ?? username}
            challenge={dialog.challenge}
            reason={dialog.reason}
            onResult={(result) => {
              setDialog(undefined);
              dialog.resolve(result);
            }}
          />
        </Provider>
      )}
    </StepUpContext>
  );
}
