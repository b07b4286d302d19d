import { useState } from "react";
import { Link, useLocation } from "wouter";
import { useAuthOptions } from "../auth-options/use-auth-options.ts";
import { ChallengeForm } from "../challenges/ChallengeForm.tsx";
import { challengeHeading, useChallengeMessages } from "../challenges/messages/use-challenge-messages.ts";
import { isAfterFirstFactor, nextProgress } from "../challenges/sign-in-progress.ts";
import type { SignInProgress } from "../challenges/sign-in-progress.ts";
import { Redirect } from "../navigation/Redirect.tsx";
import { preparePasskeyOffer } from "../passkeys/passkey-offer.ts";
import { useSession } from "../session/session-context.ts";
import { pathWithEmail, useEmailFromUrl } from "./auth-paths.ts";
import { AuthPage } from "./AuthPage.tsx";
import { useAuthMessages } from "./messages/use-auth-messages.ts";
import type { NavigationNotice } from "./navigation-notice.ts";
import { pendingChallenge, setPendingChallenge } from "./pending-challenge.ts";
import { useGoToBarrier } from "./use-go-to-barrier.ts";

/** Shows the pending challenge of a sign-in. Without one (after a reload) it redirects to the sign-in page. */
export function ChallengePage() {
  const email = useEmailFromUrl();
  const [progress, setProgress] = useState(pendingChallenge);
  if (progress === undefined) return <Redirect to={pathWithEmail("/sign-in", email)} />;
  return (
    <Challenge
      email={email}
      progress={progress}
      onProgress={(next) => {
        setPendingChallenge(next);
        setProgress(next);
      }}
    />
  );
}

interface ChallengeProps {
  email: string;
  progress: SignInProgress;
  onProgress: (progress: SignInProgress) => void;
}

function Challenge({ email, progress, onProgress }: ChallengeProps) {
  const session = useSession();
  const [, navigate] = useLocation();
  const goToBarrier = useGoToBarrier();
  const options = useAuthOptions();
  const messages = useAuthMessages().challenge;
  const { challenge } = progress;
  const { title, lead } = challengeHeading(challenge, useChallengeMessages());
  const signInPath = pathWithEmail("/sign-in", email);
  return (
    <AuthPage
      title={title}
      lead={lead}
      elsewhere={
        <Link href={signInPath}>{isAfterFirstFactor(progress) ? messages.back : messages.otherWay}</Link>
      }
    >
      <ChallengeForm
        key={challenge.token}
        email={email}
        {...progress}
        onSignedIn={async (signedIn) => {
          setPendingChallenge(undefined);
          if (progress.firstFactor === "PASSWORD") await preparePasskeyOffer(options);
          return session.signedIn(signedIn);
        }}
        onChallenge={(next) => onProgress(nextProgress(progress, next))}
        onExpired={() => {
          setPendingChallenge(undefined);
          const state: NavigationNotice = { reason: "challengeExpired" };
          navigate(signInPath, { state, replace: true });
        }}
        onBarrier={(barrier) => {
          setPendingChallenge(undefined);
          goToBarrier(barrier, email);
        }}
      />
    </AuthPage>
  );
}
