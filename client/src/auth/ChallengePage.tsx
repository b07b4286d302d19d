import { useState } from "react";
import { Link, Redirect, useLocation } from "wouter";
import type { ChallengeFieldsFragment } from "../../generated/types.ts";
import { ChallengeQuestion } from "../challenges/ChallengeForm.tsx";
import { challengeHead, useChallengeWords } from "../challenges/messages/use-challenge-messages.ts";
import { useSession } from "../session/session-context.ts";
import type { Arrival } from "./navigation-notice.ts";
import { AuthPage } from "./AuthPage.tsx";
import { pathWithEmail, useEmailFromUrl } from "./auth-paths.ts";
import { pendingChallenge, setPendingChallenge } from "./pending-challenge.ts";
import { useAuthWords } from "./messages/use-auth-messages.ts";

/** Answers what a sign-in asks besides the password. Without a challenge in memory (a reload) it starts with the sign-in again. */
export function ChallengePage() {
  const email = useEmailFromUrl();
  const [challenge, setChallenge] = useState(pendingChallenge);
  if (challenge === undefined) return <Redirect to={pathWithEmail("/sign-in", email)} replace />;
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
  const words = useAuthWords().challenge;
  const { title, lead } = challengeHead(challenge, useChallengeWords());
  const signInPath = pathWithEmail("/sign-in", email);
  return (
    <AuthPage title={title} lead={lead} elsewhere={<Link href={signInPath}>{words.back}</Link>}>
      <ChallengeQuestion
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
          const state: Arrival = { reason: "challengeExpired" };
          navigate(signInPath, { state, replace: true });
        }}
      />
    </AuthPage>
  );
}
