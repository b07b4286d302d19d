import { useState } from "react";
import { Link, useLocation } from "wouter";
import type { ChallengeFieldsFragment } from "../../generated/types.ts";
import { ChallengeForm } from "../challenges/ChallengeForm.tsx";
import { challengeHeading, useChallengeMessages } from "../challenges/messages/use-challenge-messages.ts";
import { Redirect } from "../navigation/Redirect.tsx";
import { useSession } from "../session/session-context.ts";
import { pathWithEmail, useEmailFromUrl } from "./auth-paths.ts";
import { AuthPage } from "./AuthPage.tsx";
import { useAuthMessages } from "./messages/use-auth-messages.ts";
import type { NavigationNotice } from "./navigation-notice.ts";
import { pendingChallenge, setPendingChallenge } from "./pending-challenge.ts";

/** Shows the pending challenge of a sign-in. Without one (after a reload) it redirects to the sign-in page. */
export function ChallengePage() {
  const email = useEmailFromUrl();
  const [challenge, setChallenge] = useState(pendingChallenge);
  if (challenge === undefined) return <Redirect to={pathWithEmail("/sign-in", email)} />;
  return (
    <Challenge
      email={email}
      challenge={challenge}
      onChallenge={(next) => {
        setPendingChallenge(next);
        setChallenge(next);
      }}
    />
  );
}

interface ChallengeProps {
  email: string;
  challenge: ChallengeFieldsFragment;
  onChallenge: (challenge: ChallengeFieldsFragment) => void;
}

function Challenge({ email, challenge, onChallenge }: ChallengeProps) {
  const session = useSession();
  const [, navigate] = useLocation();
  const messages = useAuthMessages().challenge;
  const { title, lead } = challengeHeading(challenge, useChallengeMessages());
  const signInPath = pathWithEmail("/sign-in", email);
  return (
    <AuthPage title={title} lead={lead} elsewhere={<Link href={signInPath}>{messages.back}</Link>}>
      <ChallengeForm
        key={challenge.token}
        email={email}
        challenge={challenge}
        onSignedIn={(signedIn) => {
          setPendingChallenge(undefined);
          return session.signedIn(signedIn);
        }}
        onChallenge={onChallenge}
        onExpired={() => {
          setPendingChallenge(undefined);
          const state: NavigationNotice = { reason: "challengeExpired" };
          navigate(signInPath, { state, replace: true });
        }}
      />
    </AuthPage>
  );
}
