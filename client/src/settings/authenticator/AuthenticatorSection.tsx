import { useState } from "react";
import { StatusMessage } from "../../ui/feedback/StatusMessage.tsx";
import { AccountLoadError } from "../account/AccountLoadError.tsx";
import { useAccount } from "../account/use-account.ts";
import { useSettingsMessages } from "../messages/use-settings-messages.ts";
import { DisableAuthenticator } from "./DisableAuthenticator.tsx";
import { SetUpAuthenticator } from "./SetUpAuthenticator.tsx";

/** Enables an authenticator app as second factor, or disables it. */
export function AuthenticatorSection() {
  const messages = useSettingsMessages();
  const { account, failure, isFetching, refetch } = useAccount();
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
        <DisableAuthenticator onDisabled={() => onChanged(messages.authenticator.isOff)} />
      ) : (
        <SetUpAuthenticator onEnabled={() => onChanged(messages.authenticator.isOn)} />
      )}
    </>
  );
}
