import { useFeedMessages } from "../../feed/messages/use-feed-messages.ts";
import styles from "./SideColumn.module.css";

/** The third column of wide screens. */
export function SideColumn() {
  const messages = useFeedMessages().home;
  return (
    <aside className={styles["side"]} aria-label={messages.aboutFeed}>
      <section className={styles["card"]}>
        <h2>{messages.aboutTitle}</h2>
        <p>{messages.aboutFuse}</p>
        <p>{messages.aboutMembers}</p>
      </section>
    </aside>
  );
}
