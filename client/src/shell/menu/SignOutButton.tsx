import { useState } from "react";
import { useSession } from "../../session/session-context.ts";
import { Button } from "../../ui/Button.tsx";
import { Notice } from "../../ui/feedback/Notice.tsx";
import { useShellMessages } from "../messages/use-shell-messages.ts";

/** Ends the session in every tab. If the API cannot be reached, it says so and can be pressed again. */
export function SignOutButton() {
  const messages = useShellMessages().menu;
  const session = useSession();
  const [status, setStatus] = useState<"idle" | "busy" | "failed">("idle");

  async function signOut(): Promise<void> {
    setStatus("busy");
    try {
      await session.signOut();
    } catch {
      setStatus("failed");
    }
  }

  return (
    <>
      {status === "failed" && (
        <div role="alert">
          <Notice tone="error">{messages.stillSignedIn}</Notice>
        </div>
      )}
      <Button look="quiet" busy={status === "busy"} onClick={() => void signOut()}>
        {status === "failed" ? messages.tryAgain : messages.signOut}
      </Button>
    </>
  );
}
