import { DeadEnd } from "../ui/DeadEnd.tsx";
import { useShellWords } from "./use-words.ts";

export function NotFoundPage() {
  const words = useShellWords().notFound;
  return <DeadEnd title={words.title} words={words.lead} back={words.back} />;
}
