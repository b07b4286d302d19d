import { useId, useLayoutEffect, useRef } from "react";
import type { ReactNode } from "react";
import styles from "./Dialog.module.css";

interface DialogProps {
  title: string;
  lead: string;
  children: ReactNode;
  /** Escape was pressed. */
  onClose: () => void;
}

/** A question in front of the page, which waits meanwhile; the focus stays in it, and goes back to where it was. */
export function Dialog({ title, lead, children, onClose }: DialogProps) {
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);

  // While it is in the page: what is taken out of it gives no focus back.
  useLayoutEffect(() => {
    const element = dialog.current;
    element?.showModal();
    return () => element?.close();
  }, []);

  return (
    <dialog
      className={styles["dialog"]}
      ref={dialog}
      aria-labelledby={`${id}-title`}
      aria-describedby={`${id}-lead`}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <div className={styles["content"]}>
        <h2 id={`${id}-title`}>{title}</h2>
        <p className={styles["lead"]} id={`${id}-lead`}>
          {lead}
        </p>
        {children}
      </div>
    </dialog>
  );
}
