import { DeadEnd } from "../../ui/feedback/EmptyState.tsx";
import { useShellWords } from "../messages/use-shell-messages.ts";

export function NotFoundPage() {
  const words = useShellWords().notFound;
  return <DeadEnd title={words.title} words={words.lead} back={words.back} />;
}
