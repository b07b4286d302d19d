import { useCallback, useEffect, useRef, useState } from "react";
import { flushSync } from "react-dom";
import type { ComponentType, RefObject } from "react";
import { completeMention, mentionAt } from "./mention-at.ts";
import type { TypedMention } from "./mention-at.ts";
import type { KeyHandler, MentionListProps } from "./MentionList.tsx";

interface Mentions {
  /** The handle that is being typed, unless its list was closed. */
  typed: TypedMention | undefined;
  /** Loaded when the first handle is typed; without it, mentions are typed by hand. */
  List: ComponentType<MentionListProps> | undefined;
  /** Call it with a key that was pressed in the field. Returns whether the list has handled it. */
  onKey: KeyHandler;
  handleKeysBy: (handler: KeyHandler | undefined) => void;
  activeId: string | undefined;
  setActiveId: (id: string | undefined) => void;
  choose: (handle: string) => void;
  close: () => void;
  /** Call it when the caret may have moved. */
  onCaret: () => void;
}

/** Completes handles in a text field. */
export function useMentions(
  field: RefObject<HTMLTextAreaElement | null>,
  setText: (text: string) => void,
): Mentions {
  const [typed, setTyped] = useState<TypedMention>();
  const [closedAt, setClosedAt] = useState<number>();
  const [List, setList] = useState<ComponentType<MentionListProps>>();
  const [activeId, setActiveId] = useState<string>();
  const keyHandler = useRef<KeyHandler>(undefined);
  const handleKeysBy = useCallback((handler: KeyHandler | undefined) => {
    keyHandler.current = handler;
  }, []);
  const onKey = useCallback<KeyHandler>((event) => keyHandler.current?.(event) ?? false, []);
  const isTyping = typed !== undefined;

  useEffect(() => {
    if (!isTyping || List) return;
    const load = async () => {
      const { MentionList } = await import("./MentionList.tsx");
      setList(() => MentionList);
    };
    load().catch(() => {});
  }, [isTyping, List]);

  const onCaret = useCallback(() => {
    const element = field.current;
    if (element === null) return;
    const { value, selectionStart, selectionEnd } = element;
    const next = selectionStart === selectionEnd ? mentionAt(value, selectionStart) : undefined;
    setTyped((before) => (before?.start === next?.start && before?.prefix === next?.prefix ? before : next));
    if (next === undefined) setClosedAt(undefined);
  }, [field]);

  const choose = useCallback(
    (handle: string) => {
      const element = field.current;
      if (element === null || typed === undefined) return;
      const { text, caret } = completeMention(element.value, typed, handle);
      // The next key may come before the next frame.
      flushSync(() => {
        setText(text);
        setTyped(undefined);
      });
      element.setSelectionRange(caret, caret);
    },
    [field, typed, setText],
  );

  const start = typed?.start;
  const close = useCallback(() => setClosedAt(start), [start]);
  const isClosed = start !== undefined && start === closedAt;
  return {
    typed: isClosed ? undefined : typed,
    List,
    onKey,
    handleKeysBy,
    activeId,
    setActiveId,
    choose,
    close,
    onCaret,
  };
}
