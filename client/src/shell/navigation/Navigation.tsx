import { useLocation } from "wouter";
import { useSignUpIsOpen } from "../../auth-options/use-sign-up-is-open.ts";
import { isAuthPath, profilePath } from "../../navigation/paths.ts";
import { UnreadBadge } from "../../notifications/UnreadBadge.tsx";
import { useSessionState } from "../../session/session-context.ts";
import { useShellMessages } from "../messages/use-shell-messages.ts";
import { ComposeButton } from "./ComposeButton.tsx";
import styles from "./Navigation.module.css";
import {
  BellIcon,
  GearIcon,
  HomeIcon,
  JoinIcon,
  PersonIcon,
  SignInIcon,
  ShieldIcon,
} from "./navigation-icons.tsx";
import { NavigationLink } from "./NavigationLink.tsx";
import type { NavigationLinkProps } from "./NavigationLink.tsx";

/** The way to every page: a rail beside the content, or on phones a bar below it. */
export function Navigation() {
  const messages = useShellMessages().navigation;
  const state = useSessionState();
  const [path] = useLocation();
  const signUpIsOpen = useSignUpIsOpen(state.status === "guest");
  if (state.status !== "signedIn" && isAuthPath(path)) return null;

  const links: NavigationLinkProps[] = [{ href: "/", label: messages.home, icon: <HomeIcon /> }];
  if (state.status === "guest") {
    links.push({ href: "/sign-in", label: messages.signIn, icon: <SignInIcon /> });
    if (signUpIsOpen) {
      links.push({ href: "/sign-up", label: messages.join, icon: <JoinIcon />, isPrimary: true });
    }
  }
  if (state.status === "signedIn") {
    links.push(
      {
        href: "/notifications",
        label: messages.notifications,
        icon: <BellIcon />,
        badge: <UnreadBadge unread={messages.unread} />,
      },
      { href: profilePath(state.viewer.handle), label: messages.profile, icon: <PersonIcon /> },
      { href: "/settings", label: messages.settings, icon: <GearIcon /> },
    );
    if (state.viewer.groups.includes("moderators")) {
      links.push({ href: "/moderation", label: messages.moderation, icon: <ShieldIcon /> });
    }
  }
  return (
    <nav className={styles["navigation"]} aria-label={messages.label}>
      <ul className={styles["list"]}>
        {links.map((link) => (
          <li key={link.href}>
            <NavigationLink {...link} />
          </li>
        ))}
        {state.status === "signedIn" && (
          <li>
            <ComposeButton viewer={state.viewer} />
          </li>
        )}
      </ul>
    </nav>
  );
}
