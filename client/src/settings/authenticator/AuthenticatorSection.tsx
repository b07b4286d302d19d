import { useState } from "react";
import { AccountDocument } from "../../../generated/documents.ts";
import type { ViewerFieldsFragment } from "../../../generated/types.ts";
import { StatusMessage } from "../../ui/feedback/StatusMessage.tsx";
import { AccountLoadError } from "../account/AccountLoadError.tsx";
import { useOwnData } from "../account/use-own-data.ts";
import { useSettingsMessages } from "../messages/use-settings-messages.ts";
import { RecoveryCodes } from "../recovery-codes/RecoveryCodes.tsx";
import { DisableAuthenticator } from "./DisableAuthenticator.tsx";
import { SetUpAuthenticator } from "./SetUpAuthenticator.tsx";

/** Enables an authenticator app as second factor, or disables it. */
export function AuthenticatorSection({ viewer }: { viewer: ViewerFieldsFragment }) {
  const messages = useSettingsMessages();
  const { account, failure, isFetching, refetch } = useOwnData(AccountDocument);
  const [status, setStatus] = useState<string>();

  function onChanged(message: string): void {
    setStatus(message);
    refetch();
  }

  if (failure) return <AccountLoadError failure={failure} busy={isFetching} onRetry={refetch} />;
  if (!account) return <p>{messages.loading}</p>;
  return (
    <>
      <p>{messages.authenticator.lead}</p>
      <StatusMessage text={status} />
      {account.totpEnabled ? (
        <>
          <DisableAuthenticator onDisabled={() => onChanged(messages.authenticator.isOff)} />
          <RecoveryCodes viewer={viewer} left={account.recoveryCodesLeft} onChanged={refetch} />
        </>
      ) : (
        <SetUpAuthenticator onEnabled={() => onChanged(messages.authenticator.isOn)} />
      )}
    </>
  );
}
