import { createContext, use, useEffect, useLayoutEffect, useRef } from "react";
import type { KeyboardEvent, ReactNode, RefObject } from "react";
import styles from "./ActionMenu.module.css";

interface ActionMenuProps {
  label: string;
  /** The button that opens the menu. */
  anchor: RefObject<HTMLButtonElement | null>;
  isOpen: boolean;
  onClose: () => void;
  /** Items of type `ActionMenuItem`. */
  children: ReactNode;
}

const CloseMenu = createContext<() => void>(() => {});

/** The distance of the menu to its button and to the edges of the window, in pixels. */
const GAP = 8;

/**
 * A menu of actions, as the ARIA pattern has it: arrows, Home and End move between the items; Escape, Tab, a click outside
 * and scrolling close it. The focus returns to the button.
 */
export function ActionMenu({ label, anchor, isOpen, onClose, children }: ActionMenuProps) {
  const menu = useRef<HTMLDivElement>(null);

  useLayoutEffect(() => {
    if (!isOpen || !menu.current || !anchor.current) return;
    menu.current.showPopover();
    place(menu.current, anchor.current.getBoundingClientRect());
    itemsOf(menu.current)[0]?.focus({ preventScroll: true });
  }, [isOpen, anchor]);

  const close = () => menu.current?.hidePopover();
  useEffect(() => {
    if (!isOpen) return undefined;
    const hide = () => menu.current?.hidePopover();
    const whenScrolled = { passive: true, once: true } as const;
    addEventListener("scroll", hide, whenScrolled);
    addEventListener("resize", hide, whenScrolled);
    return () => {
      removeEventListener("scroll", hide);
      removeEventListener("resize", hide);
    };
  }, [isOpen]);

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === "Tab") return close();
    const items = menu.current ? itemsOf(menu.current) : [];
    const current = items.findIndex((item) => item === document.activeElement);
    const next = nextIndex(event.key, current, items.length);
    if (next === undefined) return;
    event.preventDefault();
    items[next]?.focus();
  }

  return (
    <div
      className={styles["menu"]}
      ref={menu}
      popover="auto"
      role="menu"
      aria-label={label}
      tabIndex={-1}
      onKeyDown={onKeyDown}
      onToggle={({ newState }) => {
        if (newState === "closed") onClose();
      }}
    >
      <CloseMenu value={close}>{children}</CloseMenu>
    </div>
  );
}

interface ActionMenuItemProps {
  icon: ReactNode;
  isDangerous?: boolean;
  /** Called when the menu is closed and its button has the focus, so that a dialog returns the focus there. */
  onSelect: () => void;
  children: ReactNode;
}

export function ActionMenuItem({ icon, isDangerous = false, onSelect, children }: ActionMenuItemProps) {
  const close = use(CloseMenu);
  return (
    <button
      type="button"
      className={`${styles["item"]} ${isDangerous ? styles["danger"] : ""}`}
      role="menuitem"
      tabIndex={-1}
      onClick={() => {
        close();
        onSelect();
      }}
    >
      {icon}
      {children}
    </button>
  );
}

function itemsOf(menu: HTMLElement): HTMLElement[] {
  return [...menu.querySelectorAll<HTMLElement>('[role="menuitem"]')];
}

function nextIndex(key: string, current: number, count: number): number | undefined {
  switch (key) {
    case "ArrowDown":
      return (current + 1) % count;
    case "ArrowUp":
      return (current - 1 + count) % count;
    case "Home":
      return 0;
    case "End":
      return count - 1;
    default:
      return undefined;
  }
}

/** Places the menu below its button, or above where there is no room, with their inner edges in line. */
function place(menu: HTMLElement, button: DOMRect): void {
  const { offsetWidth: width, offsetHeight: height } = menu;
  const isBelow = button.bottom + GAP + height <= innerHeight || button.top < height + GAP;
  const top = isBelow ? button.bottom + GAP / 2 : button.top - height - GAP / 2;
  const isFromRight = document.documentElement.dir !== "rtl";
  const left = isFromRight ? button.right - width : button.left;
  const { style } = menu;
  style.top = `${Math.max(GAP, Math.min(top, innerHeight - height - GAP))}px`;
  style.left = `${Math.max(GAP, Math.min(left, document.documentElement.clientWidth - width - GAP))}px`;
}
