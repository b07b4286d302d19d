import { useState } from "react";
import { AccountProblem } from "./AccountProblem.tsx";
import { News } from "./News.tsx";
import { SetUpAuthenticator } from "./SetUpAuthenticator.tsx";
import { SwitchOffAuthenticator } from "./SwitchOffAuthenticator.tsx";
import { useAccount } from "./use-account.ts";
import { useSettingsWords } from "./use-words.ts";

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
