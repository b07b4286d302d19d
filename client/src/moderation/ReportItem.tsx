import { useId } from "react";
import { Link } from "wouter";
import type { ReportFieldsFragment } from "../../generated/types.ts";
import { formatDateTime, formatTimeAgo } from "../i18n/format-time.ts";
import { countLabel } from "../i18n/count-label.ts";
import { useLocale } from "../i18n/language.tsx";
import { profilePath, threadPath } from "../navigation/paths.ts";
import { useSafetyMessages } from "../safety/messages/use-safety-messages.ts";
import { useModerationMessages } from "./messages/use-moderation-messages.ts";
import styles from "./ReportItem.module.css";
import { ResolutionRecord } from "./ResolutionRecord.tsx";
import { ResolveForm } from "./ResolveForm.tsx";

interface ReportItemProps {
  report: ReportFieldsFragment;
  /** The server's time, in milliseconds since 1970. */
  now: number;
  onResolved: (report: ReportFieldsFragment, announcement: string) => void;
}

/** One report: what was reported, why and by whom, and what has become of it. */
export function ReportItem({ report, now, onResolved }: ReportItemProps) {
  const messages = useModerationMessages();
  const { reasons } = useSafetyMessages().reportDialog;
  const locale = useLocale();
  const id = useId();
  const { reason, details, reportedText, activity, target, subject, subjectHandle, reporter } = report;
  const createdAt = Date.parse(report.createdAt);
  const isActivity = target === "ACTIVITY";
  // An activity that expires while it is shown is gone without a request.
  const isThere = activity !== null && Date.parse(activity.expiresAt) > now;
  return (
    <article className={styles["report"]} aria-labelledby={id}>
      <header className={styles["head"]}>
        <h2 className={styles["title"]} id={id}>
          {reasons[reason]}
        </h2>
        <time
          className={styles["time"]}
          dateTime={report.createdAt}
          title={formatDateTime(createdAt, locale)}
        >
          {formatTimeAgo(createdAt, now, locale)}
        </time>
      </header>
      {report.status === "OPEN" && report.openReportsCount > 1 && (
        <p className={styles["others"]}>{messages.reportsOfThis(countLabel(report.openReportsCount))}</p>
      )}
      <dl className={styles["facts"]}>
        <div>
          <dt>{isActivity ? messages.author : messages.person}</dt>
          <dd>
            {subject === null ? (
              messages.accountGone(subjectHandle)
            ) : (
              <Link href={profilePath(subject.handle)}>
                <bdi>{subject.name}</bdi> <bdi>@{subject.handle}</bdi>
              </Link>
            )}
          </dd>
        </div>
        <div>
          <dt>{messages.reporter}</dt>
          <dd>
            {reporter === null ? (
              messages.reporterGone
            ) : (
              <Link href={profilePath(reporter.handle)}>
                <bdi>{reporter.name}</bdi> <bdi>@{reporter.handle}</bdi>
              </Link>
            )}
          </dd>
        </div>
        {details !== null && (
          <div>
            <dt>{messages.details}</dt>
            <dd className={styles["text"]} dir="auto">
              {details}
            </dd>
          </div>
        )}
      </dl>
      <figure className={styles["kept"]}>
        <figcaption>{messages.kept[target]}</figcaption>
        <blockquote className={styles["text"]} dir="auto">
          {reportedText}
        </blockquote>
      </figure>
      {isActivity && (
        <p className={styles["state"]}>
          {isThere ? <Link href={threadPath(activity.id)}>{messages.stillThere}</Link> : messages.gone}
        </p>
      )}
      {report.resolvedAt === null ? (
        <ResolveForm report={report} canDelete={isThere} onResolved={onResolved} />
      ) : (
        <ResolutionRecord report={report} resolvedAt={report.resolvedAt} now={now} />
      )}
    </article>
  );
}
