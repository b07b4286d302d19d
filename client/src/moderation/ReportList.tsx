import { useEffect, useRef } from "react";
import type { ReportFieldsFragment } from "../../generated/types.ts";
import { ListPages } from "../paging/ListPages.tsx";
import type { PagedList } from "../paging/paged-list.ts";
import { usePagedList } from "../paging/use-paged-list.ts";
import { announce } from "../ui/feedback/Announcer.tsx";
import { useNow } from "../ui/use-now.ts";
import { useModerationMessages } from "./messages/use-moderation-messages.ts";
import styles from "./ModerationPage.module.css";
import { ReportItem } from "./ReportItem.tsx";

const TICK_MS = 60_000;

interface ReportListProps {
  list: PagedList<ReportFieldsFragment>;
  /** The reports are resolved. */
  isRecord: boolean;
}

/** Reports, loaded again whenever the page comes into view: other moderators work on the same queue. */
export function ReportList({ list, isRecord }: ReportListProps) {
  const messages = useModerationMessages();
  const { nodes } = usePagedList(list);
  const now = useNow(TICK_MS);
  const section = useRef<HTMLDivElement>(null);

  useEffect(() => {
    const load = () => {
      if (document.visibilityState === "visible") void list.load();
    };
    load();
    document.addEventListener("visibilitychange", load);
    return () => document.removeEventListener("visibilitychange", load);
  }, [list]);

  /** The other open reports of the same thing are resolved with it. */
  function onResolved(resolved: ReportFieldsFragment, announcement: string): void {
    list.update((reports) => reports.filter(({ id }) => id !== resolved.id));
    announce(announcement);
    // The report that had the focus is gone.
    section.current?.focus({ preventScroll: true });
    void list.load();
  }

  return (
    <div className={styles["reports"]} ref={section} tabIndex={-1}>
      <ListPages
        list={list}
        failedTitle={messages.failed}
        isEmpty={nodes.length === 0}
        empty={<p className={styles["empty"]}>{isRecord ? messages.emptyRecord : messages.empty}</p>}
      >
        <ul className={styles["list"]} aria-label={messages.tabs[isRecord ? "resolved" : "open"]}>
          {nodes.map((report) => (
            <li key={report.id}>
              <ReportItem report={report} now={now} onResolved={onResolved} />
            </li>
          ))}
        </ul>
      </ListPages>
    </div>
  );
}
