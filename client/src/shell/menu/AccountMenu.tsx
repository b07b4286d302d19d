import { useSessionState } from "../../session/session-context.ts";
import { Avatar } from "../../ui/Avatar.tsx";
import { Icon } from "../../ui/icons/Icon.tsx";
import { useShellMessages } from "../messages/use-shell-messages.ts";
import styles from "./AccountMenu.module.css";
import { Menu } from "./Menu.tsx";
import { PreferenceChoices } from "./PreferenceChoices.tsx";
import { SignOutButton } from "./SignOutButton.tsx";

/** The menu of the frame: language and appearance, and for members their name and sign-out. */
export function AccountMenu() {
  const messages = useShellMessages().menu;
  const state = useSessionState();
  if (state.status !== "signedIn") {
    return (
      <Menu label={messages.open} icon={<SlidersIcon />}>
        <PreferenceChoices />
      </Menu>
    );
  }
  const { name, handle } = state.viewer;
  return (
    <Menu
      label={messages.open}
      icon={
        <span className={styles["account"]}>
          <Avatar name={name} handle={handle} />
          <span className={styles["beside"]}>
            <Who name={name} handle={handle} />
          </span>
        </span>
      }
    >
      <p className={styles["inside"]}>
        <Who name={name} handle={handle} />
      </p>
      <PreferenceChoices />
      <SignOutButton />
    </Menu>
  );
}

function Who({ name, handle }: { name: string; handle: string }) {
  return (
    <span className={styles["who"]}>
      <bdi className={styles["name"]}>{name}</bdi>{" "}
      <span className={styles["handle"]} dir="ltr">
        @{handle}
      </span>
    </span>
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
