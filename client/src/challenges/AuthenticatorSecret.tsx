import { lazy, Suspense, useEffect, useRef, useState } from "react";
import type { ComponentType } from "react";
import { Button } from "../ui/Button.tsx";
import styles from "./AuthenticatorSecret.module.css";
import { useChallengeWords } from "./messages/use-challenge-messages.ts";

// The drawing of QR codes comes only where one is drawn. Where it does not come, there is the secret to type.
const QrCode = lazy(async () => ({
  default: await import("./QrCode.tsx").then(
    (file) => file.QrCode,
    () => NoQrCode,
  ),
}));

/**
 * A secret on its way into an authenticator app: to scan, to open on this device, to copy or to type. It begins with the
 * focus: a cursor in the field for the code would lead past it.
 */
export function AuthenticatorSecret({ secret, uri }: { secret: string; uri: string }) {
  const words = useChallengeWords().secret;
  const [copied, setCopied] = useState(false);
  const beginning = useRef<HTMLParagraphElement>(null);
  const code = useRef<HTMLElement>(null);
  useEffect(() => beginning.current?.focus(), []);

  async function copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(secret);
      setCopied(true);
    } catch {
      // The browser does not let us; it lets whoever has it selected.
      if (code.current) getSelection()?.selectAllChildren(code.current);
    }
  }

  return (
    <div className={styles["secret"]}>
      <p className={styles["words"]} ref={beginning} tabIndex={-1}>
        {words.scan}
      </p>
      <div className={styles["frame"]}>
        <Suspense fallback={null}>
          <QrCode text={uri} />
        </Suspense>
      </div>
      <a className={styles["open"]} href={uri}>
        {words.open}
      </a>
      <div className={styles["typed"]}>
        <p className={styles["words"]}>{words.type}</p>
        <code className={styles["code"]} ref={code} translate="no">
          {secret.replaceAll(/(.{4})(?=.)/gu, "$1 ")}
        </code>
        <Button look="plain" onClick={() => void copy()}>
          {words.copy}
        </Button>
        <output className={styles["copied"]}>{copied && words.copied}</output>
      </div>
    </div>
  );
}

const NoQrCode: ComponentType<{ text: string }> = () => null;
