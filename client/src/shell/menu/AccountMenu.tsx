import { Link } from "wouter";
import { useSessionState } from "../../session/session-context.ts";
import { Avatar } from "../../ui/Avatar.tsx";
import { buttonClass } from "../../ui/Button.tsx";
import { SlidersIcon } from "../../ui/icons/icons.tsx";
import styles from "./AccountMenu.module.css";
import { Menu } from "./Menu.tsx";
import { PreferenceChoices } from "./PreferenceChoices.tsx";
import { SignOutButton } from "./SignOutButton.tsx";
import { useShellWords } from "../messages/use-shell-messages.ts";

/** The header's end: the way in for a guest; who it is, their pages and the way out for everybody else. */
export function AccountMenu() {
  const words = useShellWords().menu;
  const state = useSessionState();
  if (state.status !== "signedIn") {
    return (
      <nav className={styles["menu"]} aria-label={words.account}>
        {state.status === "guest" && (
          <>
            <Link className={buttonClass("plain")} href="/sign-in">
              {words.signIn}
            </Link>
            <Link className={buttonClass("primary")} href="/sign-up">
              {words.join}
            </Link>
          </>
        )}
        <Menu label={words.open} face={<SlidersIcon />}>
          <PreferenceChoices />
        </Menu>
      </nav>
    );
  }
  const { name, handle } = state.viewer;
  return (
    <nav className={styles["menu"]} aria-label={words.account}>
      <Menu label={words.open} face={<Avatar name={name} handle={handle} />}>
        <p className={styles["who"]}>
          <span className={styles["name"]}>{name}</span>
          <span className={styles["handle"]}>@{handle}</span>
        </p>
        <ul className={styles["pages"]}>
          <li>
            <Link className={styles["page"]} href={`/users/${handle}`}>
              {words.profile}
            </Link>
          </li>
          <li>
            <Link className={styles["page"]} href="/settings">
              {words.settings}
            </Link>
          </li>
        </ul>
        <PreferenceChoices />
        <SignOutButton />
      </Menu>
    </nav>
  );
}
