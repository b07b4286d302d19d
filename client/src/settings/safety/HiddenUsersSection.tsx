import { useEffect, useState } from "react";
import { useClient } from "urql";
import { ListPages } from "../../paging/ListPages.tsx";
import { usePagedList } from "../../paging/use-paged-list.ts";
import { useSettingsMessages } from "../messages/use-settings-messages.ts";
import { createHiddenUserList } from "./hidden-user-list.ts";
import type { HidingKind } from "./hidden-user-list.ts";
import { HiddenUserItem } from "./HiddenUserItem.tsx";
import styles from "./HiddenUsersSection.module.css";

/** The people whom the viewer has blocked. */
export function BlockedSection() {
  return <HiddenUsers kind="blocked" />;
}

/** The people whom the viewer has muted. */
export function MutedSection() {
  return <HiddenUsers kind="muted" />;
}

function HiddenUsers({ kind }: { kind: HidingKind }) {
  const messages = useSettingsMessages();
  const client = useClient();
  const [list] = useState(() => createHiddenUserList(client, kind));
  const { nodes } = usePagedList(list);
  useEffect(() => void list.load(), [list]);
  return (
    <>
      <p>{messages.hidden[kind].lead}</p>
      <ListPages
        list={list}
        failedTitle={messages.loadFailed}
        isEmpty={nodes.length === 0}
        empty={<p className={styles["empty"]}>{messages.hidden[kind].empty}</p>}
      >
        <ul className={styles["list"]} aria-labelledby="section-title">
          {nodes.map((user) => (
            <HiddenUserItem key={user.id} user={user} kind={kind} />
          ))}
        </ul>
      </ListPages>
    </>
  );
}
