import { useId, useLayoutEffect, useRef } from "react";
import type { ReactNode } from "react";
import styles from "./Dialog.module.css";

interface DialogProps {
  title: string;
  lead?: string;
  children: ReactNode;
  /** Called when Escape is pressed. */
  onClose: () => void;
}

/** A modal dialog. It keeps the focus, and returns it when it closes. */
export function Dialog({ title, lead, children, onClose }: DialogProps) {
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);

  // Closes before it is removed from the page: a removed dialog does not return the focus.
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
      aria-describedby={lead === undefined ? undefined : `${id}-lead`}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <div className={styles["content"]}>
        <h2 id={`${id}-title`}>{title}</h2>
        {lead !== undefined && (
          <p className={styles["lead"]} id={`${id}-lead`}>
            {lead}
          </p>
        )}
        {children}
      </div>
    </dialog>
  );
}
