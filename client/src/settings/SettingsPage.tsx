import type { ComponentType } from "react";
import { Link, useLocation, useParams } from "wouter";
import type { ViewerFieldsFragment } from "../../generated/types.ts";
import { useAuthOptions } from "../auth-options/use-auth-options.ts";
import { Redirect } from "../navigation/Redirect.tsx";
import { useSessionState } from "../session/session-context.ts";
import { NotFoundPage } from "../shell/page/NotFoundPage.tsx";
import { PageTitle } from "../ui/PageTitle.tsx";
import { AuthenticatorSection } from "./authenticator/AuthenticatorSection.tsx";
import { DataSection } from "./data/DataSection.tsx";
import { DeleteSection } from "./DeleteSection.tsx";
import { EmailSection } from "./email/EmailSection.tsx";
import { useSettingsMessages } from "./messages/use-settings-messages.ts";
import { PasswordSection } from "./PasswordSection.tsx";
import { PasskeysSection } from "./passkeys/PasskeysSection.tsx";
import { ProfileSection } from "./ProfileSection.tsx";
import { BlockedSection, MutedSection } from "./safety/HiddenUsersSection.tsx";
import { SessionsSection } from "./sessions/SessionsSection.tsx";
import styles from "./SettingsPage.module.css";
import { StepUpProvider } from "./step-up/StepUpProvider.tsx";

type SectionName = keyof ReturnType<typeof useSettingsMessages>["sections"];

const sections: Record<SectionName, ComponentType<{ viewer: ViewerFieldsFragment }>> = {
  profile: ProfileSection,
  email: EmailSection,
  password: PasswordSection,
  passkeys: PasskeysSection,
  authenticator: AuthenticatorSection,
  sessions: SessionsSection,
  blocked: BlockedSection,
  muted: MutedSection,
  data: DataSection,
  delete: DeleteSection,
};

/** The account's settings. Each section has its own path. */
export function SettingsPage() {
  const messages = useSettingsMessages();
  const state = useSessionState();
  const [path] = useLocation();
  const { firstFactors } = useAuthOptions();
  const { section = "profile" } = useParams<{ section?: string }>();
  if (state.status !== "signedIn") {
    return <Redirect to={`/sign-in?${new URLSearchParams({ next: path })}`} />;
  }
  // What the pool does not have is no section.
  const isThere = (name: string): name is SectionName =>
    isSection(name) && (name !== "passkeys" || firstFactors.includes("WEB_AUTHN"));
  if (!isThere(section)) return <NotFoundPage />;
  const Section = sections[section];
  return (
    <StepUpProvider viewer={state.viewer}>
      <div className={styles["page"]}>
        <PageTitle page={`${messages.sections[section]} · ${messages.title}`} />
        <h1 className={styles["title"]}>{messages.title}</h1>
        <nav className={styles["nav"]} aria-label={messages.title}>
          <ul>
            {Object.keys(sections)
              .filter(isThere)
              .map((name) => (
                <li key={name}>
                  <Link
                    className={styles["link"]}
                    href={name === "profile" ? "/settings" : `/settings/${name}`}
                    aria-current={name === section ? "page" : undefined}
                  >
                    {messages.sections[name]}
                  </Link>
                </li>
              ))}
          </ul>
        </nav>
        <section className={styles["section"]} aria-labelledby="section-title">
          <h2 id="section-title">{messages.sections[section]}</h2>
          <Section viewer={state.viewer} />
        </section>
      </div>
    </StepUpProvider>
  );
}

function isSection(name: string): name is SectionName {
  return Object.hasOwn(sections, name);
}
