import type { FirstFactor } from "../../generated/types.ts";
import { Button } from "../ui/Button.tsx";
import styles from "./FirstFactorButtons.module.css";
import { useFirstFactorMessages } from "./messages/use-first-factor-messages.ts";

interface FirstFactorButtonsProps {
  factors: readonly FirstFactor[];
  /** The one whose challenge is being asked for. */
  starting: FirstFactor | undefined;
  onChoose: (factor: FirstFactor) => void;
}

/** Buttons for what a sign-in may begin with in place of what its form asks for. */
export function FirstFactorButtons({ factors, starting, onChoose }: FirstFactorButtonsProps) {
  const messages = useFirstFactorMessages();
  if (factors.length === 0) return null;
  return (
    <div className={styles["factors"]}>
      <p className={styles["or"]}>{messages.or}</p>
      {factors.map((factor) => (
        <Button key={factor} look="quiet" busy={factor === starting} onClick={() => onChoose(factor)}>
          {messages.actions[factor]}
        </Button>
      ))}
    </div>
  );
}
