import { useState } from "react";
import type { ViewerFieldsFragment } from "../../../generated/types.ts";
import { useLocale } from "../../i18n/language.tsx";
import { useSession } from "../../session/session-context.ts";
import { Button } from "../../ui/Button.tsx";
import { Notice } from "../../ui/feedback/Notice.tsx";
import { StatusMessage } from "../../ui/feedback/StatusMessage.tsx";
import { useSettingsMessages } from "../messages/use-settings-messages.ts";
import { downloadExport } from "./download-export.ts";
import type { ExportResult } from "./download-export.ts";

const KILOBYTE = 1000;

/** The viewer's own data, as a file. */
export function DataSection({ viewer }: { viewer: ViewerFieldsFragment }) {
  const { data: messages } = useSettingsMessages();
  const session = useSession();
  const locale = useLocale();
  const [bytes, setBytes] = useState<number>();
  const [result, setResult] = useState<ExportResult["kind"]>();

  async function download(): Promise<void> {
    setResult(undefined);
    setBytes(0);
    const { kind } = await downloadExport(session.fetchAs(viewer.id), setBytes);
    setBytes(undefined);
    setResult(kind);
  }

  const size = new Intl.NumberFormat(locale, { style: "unit", unit: "kilobyte", maximumFractionDigits: 0 });
  return (
    <>
      <p>{messages.lead}</p>
      <div role="alert">
        {(result === "failed" || result === "limited") && <Notice tone="error">{messages[result]}</Notice>}
      </div>
      <p>
        <Button busy={bytes !== undefined} onClick={() => void download()}>
          {bytes === undefined || bytes === 0
            ? messages.download
            : messages.progress(size.format(Math.ceil(bytes / KILOBYTE)))}
        </Button>
      </p>
      <StatusMessage text={result === "saved" ? messages.saved : undefined} />
    </>
  );
}
