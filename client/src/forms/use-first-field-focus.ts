import { useEffect, useRef } from "react";
import type { FieldValues, Path, UseFormReturn } from "react-hook-form";

/** Focuses the first empty field, or else the first field, once when the form is mounted. */
export function useFirstFieldFocus<Fields extends FieldValues>(
  { getValues, setFocus }: UseFormReturn<Fields>,
  fields: readonly Path<Fields>[],
): void {
  const isDone = useRef(false);
  useEffect(() => {
    if (isDone.current) return;
    isDone.current = true;
    const empty = fields.find((field) => getValues(field) === "") ?? fields[0];
    // While the page was loading, the person may have moved into the header or opened the menu.
    const isBusyElsewhere = document.querySelector("header :focus, :popover-open") !== null;
    if (empty !== undefined && !isBusyElsewhere) setFocus(empty);
  }, [fields, getValues, setFocus]);
}
