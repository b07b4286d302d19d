import { Link } from "wouter";
import { useSignUpIsOpen } from "../../auth-options/use-sign-up-is-open.ts";
import { profilePath } from "../../navigation/paths.ts";
import { useSessionState } from "../../session/session-context.ts";
import { Avatar } from "../../ui/Avatar.tsx";
import { buttonClass } from "../../ui/Button.tsx";
import { Icon } from "../../ui/icons/Icon.tsx";
import { useShellMessages } from "../messages/use-shell-messages.ts";
import styles from "./AccountMenu.module.css";
import { Menu } from "./Menu.tsx";
import { PreferenceChoices } from "./PreferenceChoices.tsx";
import { SignOutButton } from "./SignOutButton.tsx";

/** The end of the header: links to sign in for guests; the menu with profile, settings and sign-out for members. */
export function AccountMenu() {
  const messages = useShellMessages().menu;
  const state = useSessionState();
  const signUpIsOpen = useSignUpIsOpen(state.status === "guest");
  if (state.status !== "signedIn") {
    return (
      <nav className={styles["menu"]} aria-label={messages.account}>
        {state.status === "guest" && (
          <>
            <Link className={buttonClass("plain")} href="/sign-in">
              {messages.signIn}
            </Link>
            {signUpIsOpen && (
              <Link className={buttonClass("primary")} href="/sign-up">
                {messages.join}
              </Link>
            )}
          </>
        )}
        <Menu label={messages.open} icon={<SlidersIcon />}>
          <PreferenceChoices />
        </Menu>
      </nav>
    );
  }
  const { name, handle } = state.viewer;
  return (
    <nav className={styles["menu"]} aria-label={messages.account}>
      <Menu label={messages.open} icon={<Avatar name={name} handle={handle} />}>
        <p className={styles["who"]}>
          <bdi className={styles["name"]}>{name}</bdi>
          <bdi className={styles["handle"]} dir="ltr">
            @{handle}
          </bdi>
        </p>
        <ul className={styles["pages"]}>
          <li>
            <Link className={styles["page"]} href={profilePath(handle)}>
              {messages.profile}
            </Link>
          </li>
          <li>
            <Link className={styles["page"]} href="/settings">
              {messages.settings}
            </Link>
          </li>
        </ul>
        <PreferenceChoices />
        <SignOutButton />
      </Menu>
    </nav>
  );
}

function SlidersIcon() {
  return (
    <Icon>
      <path d="M4 7.5h8.5M17.5 7.5H20M4 16.5h2.5M11.5 16.5H20" />
      <circle cx="15" cy="7.5" r="2.5" />
      <circle cx="9" cy="16.5" r="2.5" />
    </Icon>
  );
}
