import { EmptyState } from "../../ui/feedback/EmptyState.tsx";
import { useShellMessages } from "../messages/use-shell-messages.ts";

export function NotFoundPage() {
  const messages = useShellMessages().notFound;
  return <EmptyState title={messages.title} text={messages.lead} back={messages.back} />;
}
