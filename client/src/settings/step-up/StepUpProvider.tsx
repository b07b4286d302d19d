import { useMemo, useState } from "react";
import type { ReactNode } from "react";
import { Provider } from "urql";
import { SignInDocument } from "../../../generated/documents.ts";
import type { ChallengeFieldsFragment, ViewerFieldsFragment } from "../../../generated/types.ts";
import { API_URL } from "../../api/api-url.ts";
import { failureOf } from "../../failures/graphql-failure.ts";
import { useSession } from "../../session/session-context.ts";
import { createGraphQLClient } from "../../api/graphql-client.ts";
import { FreshSignInContext } from "./step-up-context.ts";
import type { FreshSignInOutcome } from "./step-up-context.ts";
import { FreshSignInDialog } from "./StepUpDialog.tsx";

interface Asking {
  /** Where the password is known already: what else the sign-in asks. */
  challenge: ChallengeFieldsFragment | undefined;
  answer: (outcome: FreshSignInOutcome) => void;
}

/**
 * Lets the forms below it have the person sign in again where the API wants that: in the background with the password
 * that a form has asked for, and in a dialog for whatever is missing. They stay where they are, with what they typed.
 */
export function FreshSignIn({ viewer, children }: { viewer: ViewerFieldsFragment; children: ReactNode }) {
  const session = useSession();
  const [asking, setAsking] = useState<Asking>();
  // A sign-in is a guest's: it must not wait for a renewal of the session that it replaces.
  const guest = useMemo(() => createGraphQLClient(API_URL, session, undefined), [session]);

  const signInAgain = useMemo(() => {
    const ask = (challenge?: ChallengeFieldsFragment) =>
      new Promise<FreshSignInOutcome>((answer) => setAsking({ challenge, answer }));

    return async (password: string | undefined): Promise<FreshSignInOutcome> => {
      if (password === undefined) return ask();
      const input = { email: viewer.email, password };
      const { data, error } = await session.exclusively(() =>
        guest.mutation(SignInDocument, { input }).toPromise(),
      );
      if (error) return { is: "failed", failure: failureOf(error) };
      switch (data?.signIn.__typename) {
        case "SignedIn":
          await session.signedIn(data.signIn.session);
          return { is: "signedIn" };
        case "ChallengeRequired":
          return ask(data.signIn.challenge);
        case "Rejected":
          return { is: "rejected", problems: data.signIn.problems };
        default:
          return ask();
      }
    };
  }, [guest, session, viewer.email]);

  return (
    <FreshSignInContext value={signInAgain}>
      {children}
      {asking && (
        <Provider value={guest}>
          <FreshSignInDialog
            email={viewer.email}
            challenge={asking.challenge}
            onOutcome={(outcome) => {
              setAsking(undefined);
              asking.answer(outcome);
            }}
          />
        </Provider>
      )}
    </FreshSignInContext>
  );
}
