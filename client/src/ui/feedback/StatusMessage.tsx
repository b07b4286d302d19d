import { useEffect, useRef } from "react";
import { CheckIcon } from "../icons/form-icons.tsx";
import styles from "./StatusMessage.module.css";

/**
 * Confirms a completed action, also to screen readers. It takes the focus if the element that had it was removed, as the
 * button of a session that has ended.
 */
export function StatusMessage({ text }: { text: string | undefined }) {
  const output = useRef<HTMLOutputElement>(null);
  useEffect(() => {
    if (text !== undefined && document.activeElement === document.body) output.current?.focus();
  });
  return (
    <output className={styles["message"]} ref={output} tabIndex={-1}>
      {text !== undefined && (
        <>
          <CheckIcon />
          <span>{text}</span>
        </>
      )}
    </output>
  );
}
