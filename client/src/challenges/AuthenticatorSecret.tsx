import { lazy, Suspense, useEffect, useRef, useState } from "react";
import type { ComponentType } from "react";
import { Button } from "../ui/Button.tsx";
import styles from "./AuthenticatorSecret.module.css";
import { useChallengeMessages } from "./messages/use-challenge-messages.ts";

// The QR code encoder is loaded on first use. If that fails, the secret can be typed.
const QrCode = lazy(async () => ({
  default: await import("./QrCode.tsx").then(
    (file) => file.QrCode,
    () => NoQrCode,
  ),
}));

/**
 * The secret for an authenticator app: to scan, to open on this device, to copy or to type. It takes the focus when it is
 * mounted, because the focus in the code field would skip it.
 */
export function AuthenticatorSecret({ secret, uri }: { secret: string; uri: string }) {
  const messages = useChallengeMessages().secret;
  const [copied, setCopied] = useState(false);
  const start = useRef<HTMLParagraphElement>(null);
  const code = useRef<HTMLElement>(null);
  useEffect(() => start.current?.focus(), []);

  async function copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(secret);
      setCopied(true);
    } catch {
      // The browser denies access to the clipboard: select the secret, to be copied by hand.
      if (code.current) getSelection()?.selectAllChildren(code.current);
    }
  }

  return (
    <div className={styles["secret"]}>
      <p className={styles["text"]} ref={start} tabIndex={-1}>
        {messages.scan}
      </p>
      <div className={styles["frame"]}>
        <Suspense fallback={null}>
          <QrCode text={uri} />
        </Suspense>
      </div>
      <a className={styles["open"]} href={uri}>
        {messages.open}
      </a>
      <div className={styles["typed"]}>
        <p className={styles["text"]}>{messages.type}</p>
        <code className={styles["code"]} ref={code} dir="ltr" translate="no">
          {secret.replaceAll(/(.{4})(?=.)/gu, "$1 ")}
        </code>
        <Button look="plain" onClick={() => void copy()}>
          {messages.copy}
        </Button>
        <output className={styles["copied"]}>{copied && messages.copied}</output>
      </div>
    </div>
  );
}

const NoQrCode: ComponentType<{ text: string }> = () => null;
