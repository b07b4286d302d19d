import { useState } from "react";
import { useSession } from "../../session/session-context.ts";
import { Button } from "../../ui/Button.tsx";
import { Notice } from "../../ui/feedback/Notice.tsx";
import { useShellWords } from "../messages/use-shell-messages.ts";

/** Ends the session in every tab; where the API cannot be told, it says so and can be pressed again. */
export function SignOutButton() {
  const words = useShellWords().menu;
  const session = useSession();
  const [phase, setPhase] = useState<"idle" | "busy" | "failed">("idle");

  async function signOut(): Promise<void> {
    setPhase("busy");
    try {
      await session.signOut();
    } catch {
      setPhase("failed");
    }
  }

  return (
    <>
      {phase === "failed" && (
        <div role="alert">
          <Notice tone="problem">{words.stillSignedIn}</Notice>
        </div>
      )}
      <Button look="quiet" busy={phase === "busy"} onClick={() => void signOut()}>
        {phase === "failed" ? words.tryAgain : words.signOut}
      </Button>
    </>
  );
}
