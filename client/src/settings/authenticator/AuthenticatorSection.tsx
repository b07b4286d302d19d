import { useState } from "react";
import { AccountProblem } from "../account/AccountLoadError.tsx";
import { News } from "../../ui/feedback/StatusMessage.tsx";
import { SetUpAuthenticator } from "./SetUpAuthenticator.tsx";
import { SwitchOffAuthenticator } from "./DisableAuthenticator.tsx";
import { useAccount } from "../account/use-account.ts";
import { useSettingsWords } from "../messages/use-settings-messages.ts";

/** The second factor: switched on with an app that is added here, and off again. */
export function AuthenticatorSection() {
  const words = useSettingsWords();
  const { account, failure, isFetching, refetch } = useAccount();
  const [news, setNews] = useState<string>();

  function changed(what: string): void {
    setNews(what);
    refetch();
  }

  if (failure) return <AccountProblem failure={failure} busy={isFetching} onTryAgain={refetch} />;
  if (!account) return <p>{words.loading}</p>;
  return (
    <>
      <p>{words.authenticator.lead}</p>
      <News words={news} />
      {account.totpEnabled ? (
        <SwitchOffAuthenticator onSwitchedOff={() => changed(words.authenticator.isOff)} />
      ) : (
        <SetUpAuthenticator onSwitchedOn={() => changed(words.authenticator.isOn)} />
      )}
    </>
  );
}
