import { useState } from "react";
import { Link } from "wouter";
import { useSession, useSessionState } from "../session-context.ts";
import { Avatar } from "../ui/Avatar.tsx";
import { Button, buttonClass } from "../ui/Button.tsx";
import { Notice } from "../ui/Notice.tsx";
import styles from "./AccountMenu.module.css";

/** The header's end: the way in for a guest, who it is and the way out for everybody else. */
export function AccountMenu() {
  const state = useSessionState();
  if (state.status === "guest") {
    return (
      <nav className={styles["menu"]} aria-label="Account">
        <Link className={buttonClass("plain")} href="/sign-in">
          Sign in
        </Link>
        <Link className={buttonClass("primary")} href="/sign-up">
          Join
        </Link>
      </nav>
    );
  }
  if (state.status !== "signedIn") return null;
  const { name, handle } = state.viewer;
  return (
    <nav className={styles["menu"]} aria-label="Account">
      <span className={styles["who"]}>
        <Avatar name={name} handle={handle} />
        <span className={styles["names"]}>
          <span className={styles["name"]}>{name}</span>
          <span className={styles["handle"]}>@{handle}</span>
        </span>
      </span>
      <SignOutButton />
    </nav>
  );
}

function SignOutButton() {
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
        <div className={styles["failed"]} role="alert">
          <Notice tone="problem">Still signed in: Cruddur could not be reached.</Notice>
        </div>
      )}
      <Button look="quiet" busy={phase === "busy"} onClick={() => void signOut()}>
        {phase === "failed" ? "Try again" : "Sign out"}
      </Button>
    </>
  );
}
