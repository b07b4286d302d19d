import { failureMessage, useFailureMessages } from "../../failures/failure-message.ts";
import type { GraphQLFailure } from "../../failures/graphql-failure.ts";
import { ErrorMessage } from "../../ui/feedback/ErrorMessage.tsx";
import { useSettingsMessages } from "../messages/use-settings-messages.ts";

interface AccountLoadErrorProps {
  failure: GraphQLFailure;
  busy: boolean;
  onRetry: () => void;
}

/** Replaces a section whose data could not be loaded. */
export function AccountLoadError({ failure, busy, onRetry }: AccountLoadErrorProps) {
  const messages = useSettingsMessages();
  const failureMessages = useFailureMessages();
  return (
    <ErrorMessage
      title={messages.loadFailed}
      text={failureMessage(failure, failureMessages)}
      action={messages.tryAgain}
      busy={busy}
      onAction={onRetry}
    />
  );
}
