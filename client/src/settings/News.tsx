import { CheckIcon } from "../ui/icons.tsx";
import styles from "./News.module.css";

/** What has been done, said to everybody; empty until there is something to say. */
export function News({ words }: { words: string | undefined }) {
  return (
    <output className={styles["news"]}>
      {words !== undefined && (
        <>
          <CheckIcon />
          <span>{words}</span>
        </>
      )}
    </output>
  );
}
