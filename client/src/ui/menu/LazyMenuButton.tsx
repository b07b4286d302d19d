import { Suspense, useRef, useState } from "react";
import type { ComponentType, RefObject } from "react";
import { MoreIcon } from "../icons/icons.tsx";
import { VisuallyHidden } from "../VisuallyHidden.tsx";
import styles from "./LazyMenuButton.module.css";

/** What a `LazyMenuButton` passes to its menu, which passes it to its `ActionMenu`. */
export interface MenuState {
  anchor: RefObject<HTMLButtonElement | null>;
  isOpen: boolean;
  onClose: () => void;
}

interface LazyMenuButtonProps<Props> {
  label: string;
  /** Loads the menu, which stays mounted after it was first opened. */
  load: () => Promise<ComponentType<Props & MenuState>>;
  /** Passed to the menu. */
  menuProps: Props;
  /** Called when the menu could not be loaded. */
  onLoadFailed: () => void;
}

/** A button "…" with a menu, whose code is loaded on first use. */
export function LazyMenuButton<Props extends object>({
  label,
  load,
  menuProps,
  onLoadFailed,
}: LazyMenuButtonProps<Props>) {
  const anchor = useRef<HTMLButtonElement>(null);
  const wasOpen = useRef(false);
  const [Menu, setMenu] = useState<ComponentType<Props & MenuState>>();
  const [isOpen, setIsOpen] = useState(false);

  async function open(): Promise<void> {
    try {
      if (!Menu) {
        const Loaded = await load();
        setMenu(() => Loaded);
      }
      setIsOpen(true);
    } catch {
      onLoadFailed();
    }
  }

  return (
    <>
      <button
        type="button"
        className={styles["button"]}
        ref={anchor}
        aria-haspopup="menu"
        aria-expanded={isOpen}
        // The press that closes the menu, because it is outside of it, does not open it again.
        onPointerDown={() => {
          wasOpen.current = isOpen;
        }}
        onClick={() => {
          if (!wasOpen.current) void open();
          wasOpen.current = false;
        }}
      >
        <MoreIcon />
        <VisuallyHidden>{label}</VisuallyHidden>
      </button>
      {Menu && (
        // The page must not wait for the messages of the menu.
        <Suspense fallback={null}>
          <Menu {...menuProps} anchor={anchor} isOpen={isOpen} onClose={() => setIsOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
