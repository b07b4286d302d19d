import { useEffect, useRef, useState } from "react";
import { formatDate } from "../../i18n/format-time.ts";
import { useLocale } from "../../i18n/language.tsx";
import { saveFile } from "../../navigation/save-file.ts";
import { Button } from "../../ui/Button.tsx";
import { StatusMessage } from "../../ui/feedback/StatusMessage.tsx";
import { useSettingsMessages } from "../messages/use-settings-messages.ts";
import styles from "./RecoveryCodes.module.css";

interface NewRecoveryCodesProps {
  codes: readonly string[];
  handle: string;
  onStored: () => void;
}

/** New recovery codes, to be copied, saved or printed: they are only in memory, and not shown again. */
export function NewRecoveryCodes({ codes, handle, onStored }: NewRecoveryCodesProps) {
  const messages = useSettingsMessages().recovery;
  const locale = useLocale();
  const [copied, setCopied] = useState(false);
  const lead = useRef<HTMLParagraphElement>(null);
  const list = useRef<HTMLOListElement>(null);
  // The button that had the focus was removed.
  useEffect(() => lead.current?.focus(), []);

  async function copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(codes.join("\n"));
      setCopied(true);
    } catch {
      // The browser denies access to the clipboard: select the codes, to be copied by hand.
      if (list.current) getSelection()?.selectAllChildren(list.current);
    }
  }

  const [madeAt] = useState(() => Date.now());
  const title = messages.fileTitle(handle, formatDate(madeAt, locale));
  function download(): void {
    saveFile(`${title}\n\n${codes.join("\n")}\n`, "text/plain", "cruddur-recovery-codes.txt");
  }

  return (
    <>
      <p className={styles["lead"]} ref={lead} tabIndex={-1}>
        {messages.shownOnce}
      </p>
      <p className={styles["printed"]}>{title}</p>
      <ol className={styles["codes"]} ref={list} dir="ltr" translate="no">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ol>
      <div className={styles["actions"]}>
        <Button look="quiet" onClick={() => void copy()}>
          {messages.copy}
        </Button>
        <Button look="quiet" onClick={download}>
          {messages.download}
        </Button>
        <Button look="quiet" onClick={() => print()}>
          {messages.print}
        </Button>
        <Button onClick={onStored}>{messages.done}</Button>
      </div>
      <StatusMessage text={copied ? messages.copied : undefined} />
    </>
  );
}
