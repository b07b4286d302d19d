import { formatDateTime, formatTimeAgo } from "../i18n/format-time.ts";
import { useLocale } from "../i18n/language.tsx";

/** How long ago something was, with the exact time in its title. */
export function TimeAgo({ iso, now }: { iso: string; now: number }) {
  const locale = useLocale();
  const time = Date.parse(iso);
  return (
    <time dateTime={iso} title={formatDateTime(time, locale)}>
      {formatTimeAgo(time, now, locale)}
    </time>
  );
}
