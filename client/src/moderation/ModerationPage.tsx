import { useState } from "react";
import { Link, useParams } from "wouter";
import { useClient } from "urql";
import { useSessionState } from "../session/session-context.ts";
import { NotFoundPage } from "../shell/page/NotFoundPage.tsx";
import { PageTitle } from "../ui/PageTitle.tsx";
import column from "../ui/styles/OneColumn.module.css";
import { useModerationMessages } from "./messages/use-moderation-messages.ts";
import styles from "./ModerationPage.module.css";
import { ReportList } from "./ReportList.tsx";
import { createReportList } from "./report-list.ts";

const tabs = { open: "OPEN", resolved: "RESOLVED" } as const;

type Tab = keyof typeof tabs;

/** The reports for moderators: the open ones, and a record of the resolved ones. For others there is no such page. */
export function ModerationPage() {
  const session = useSessionState();
  const { tab = "open" } = useParams<{ tab?: string }>();
  const isModerator = session.status === "signedIn" && session.viewer.groups.includes("moderators");
  if (!isModerator || !isTab(tab)) return <NotFoundPage />;
  // The key gives each tab a list of its own.
  return <Reports key={tab} tab={tab} />;
}

function Reports({ tab }: { tab: Tab }) {
  const messages = useModerationMessages();
  const client = useClient();
  const [list] = useState(() => createReportList(client, tabs[tab]));
  return (
    <div className={column["page"]}>
      <PageTitle page={`${messages.tabs[tab]} · ${messages.title}`} />
      <h1 className={column["heading"]}>{messages.title}</h1>
      <nav aria-label={messages.title}>
        <ul className={styles["tabs"]}>
          {Object.keys(tabs)
            .filter(isTab)
            .map((name) => (
              <li key={name}>
                <Link
                  className={styles["tab"]}
                  href={name === "open" ? "/moderation" : `/moderation/${name}`}
                  aria-current={name === tab ? "page" : undefined}
                >
                  {messages.tabs[name]}
                </Link>
              </li>
            ))}
        </ul>
      </nav>
      <ReportList list={list} isRecord={tab === "resolved"} />
    </div>
  );
}

function isTab(name: string): name is Tab {
  return Object.hasOwn(tabs, name);
}
