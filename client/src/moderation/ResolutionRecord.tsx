import type { ReportFieldsFragment } from "../../generated/types.ts";
import { formatDateTime, formatTimeAgo } from "../i18n/format-time.ts";
import { useLocale } from "../i18n/language.tsx";
import { useModerationMessages } from "./messages/use-moderation-messages.ts";
import styles from "./ReportItem.module.css";

interface ResolutionRecordProps {
  report: ReportFieldsFragment;
  resolvedAt: string;
  /** The server's time, in milliseconds since 1970. */
  now: number;
}

/** What a moderator has decided, when, and their note. */
export function ResolutionRecord({ report, resolvedAt, now }: ResolutionRecordProps) {
  const messages = useModerationMessages();
  const locale = useLocale();
  const time = Date.parse(resolvedAt);
  const decision = messages.resolutions[report.resolution ?? "DISMISS"];
  return (
    <div className={styles["record"]}>
      <p>
        {decision(report.resolvedBy?.handle)}{" "}
        <time className={styles["time"]} dateTime={resolvedAt} title={formatDateTime(time, locale)}>
          {formatTimeAgo(time, now, locale)}
        </time>
      </p>
      {report.note !== null && (
        <p className={styles["text"]} dir="auto">
          {report.note}
        </p>
      )}
    </div>
  );
}
