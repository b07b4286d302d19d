import { useState } from "react";
import { AccountDocument, ForgetDeviceDocument } from "../../../generated/documents.ts";
import { StatusMessage } from "../../ui/feedback/StatusMessage.tsx";
import { useOwnData } from "../account/use-own-data.ts";
import { useSettingsMessages } from "../messages/use-settings-messages.ts";
import { OwnItem } from "../OwnItem.tsx";
import { RemoveButton } from "../RemoveButton.tsx";
import { deviceName } from "../sessions/device-name.ts";
import styles from "./RememberedDevices.module.css";

/** The devices that are not asked for the second factor, with buttons to forget them; nothing where there are none. */
export function RememberedDevices() {
  const { devices: messages, sessions } = useSettingsMessages();
  const { account, refetch } = useOwnData(AccountDocument);
  const [status, setStatus] = useState<string>();
  const devices = account?.devices ?? [];
  if (devices.length === 0 && status === undefined) return null;
  return (
    <div className={styles["section"]}>
      <h3>{messages.title}</h3>
      <p>{messages.lead}</p>
      <ul>
        {devices.map((device) => {
          const name = deviceName(device.name, sessions);
          return (
            <OwnItem
              key={device.id}
              name={name}
              badge={device.current ? sessions.current : undefined}
              events={[
                { label: messages.created, at: device.createdAt },
                { label: messages.lastUsed, at: device.lastUsedAt },
              ]}
            >
              <RemoveButton
                document={ForgetDeviceDocument}
                variables={{ input: { deviceId: device.id } }}
                resultOf={({ forgetDevice }) => forgetDevice}
                label={messages.forget}
                fullLabel={messages.forgetOf(name)}
                onRemoved={() => {
                  setStatus(messages.forgotten);
                  refetch();
                }}
              />
            </OwnItem>
          );
        })}
      </ul>
      <StatusMessage text={status} />
    </div>
  );
}
