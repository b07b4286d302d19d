import { useState } from "react";
import { DeletePasskeyDocument, ViewerPasskeysDocument } from "../../../generated/documents.ts";
import { supportsPasskeys } from "../../passkeys/passkey-support.ts";
import { StatusMessage } from "../../ui/feedback/StatusMessage.tsx";
import { AccountLoadError } from "../account/AccountLoadError.tsx";
import { useOwnData } from "../account/use-own-data.ts";
import { useSettingsMessages } from "../messages/use-settings-messages.ts";
import { OwnItem } from "../OwnItem.tsx";
import { RemoveButton } from "../RemoveButton.tsx";
import { AddPasskey } from "./AddPasskey.tsx";

/** The viewer's passkeys, with buttons to remove them, and a form to add one. */
export function PasskeysSection() {
  const allMessages = useSettingsMessages();
  const messages = allMessages.passkeys;
  const { account, failure, isFetching, refetch } = useOwnData(ViewerPasskeysDocument);
  const [status, setStatus] = useState<string>();

  function onChanged(text: string): void {
    setStatus(text);
    refetch();
  }

  if (failure) return <AccountLoadError failure={failure} busy={isFetching} onRetry={refetch} />;
  if (!account) return <p>{allMessages.loading}</p>;
  return (
    <>
      <p>{messages.lead}</p>
      {account.passkeys.length === 0 ? (
        <p>{messages.none}</p>
      ) : (
        <ul>
          {account.passkeys.map(({ id, name, createdAt, lastUsedAt }) => (
            <OwnItem
              key={id}
              name={name}
              events={[
                { label: messages.created, at: createdAt },
                { label: messages.lastUsed, at: lastUsedAt },
              ]}
            >
              <RemoveButton
                document={DeletePasskeyDocument}
                variables={{ input: { passkeyId: id } }}
                resultOf={({ deletePasskey }) => deletePasskey}
                label={messages.remove}
                fullLabel={messages.removeOf(name)}
                onRemoved={() => onChanged(messages.removed)}
              />
            </OwnItem>
          ))}
        </ul>
      )}
      <StatusMessage text={status} />
      {supportsPasskeys() ? (
        <AddPasskey onAdded={() => onChanged(messages.added)} />
      ) : (
        <p>{messages.unsupported}</p>
      )}
    </>
  );
}
