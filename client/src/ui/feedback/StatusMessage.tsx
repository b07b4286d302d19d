import { useEffect, useRef } from "react";
import { CheckIcon } from "../icons/form-icons.tsx";
import styles from "./StatusMessage.module.css";

/**
 * What has been done, said to everybody; empty until there is something to say. It takes the focus where what had it has
 * gone, as the button of a session that has ended.
 */
export function News({ words }: { words: string | undefined }) {
  const output = useRef<HTMLOutputElement>(null);
  useEffect(() => {
    if (words !== undefined && document.activeElement === document.body) output.current?.focus();
  });
  return (
    <output className={styles["news"]} ref={output} tabIndex={-1}>
      {words !== undefined && (
        <>
          <CheckIcon />
          <span>{words}</span>
        </>
      )}
    </output>
  );
}
