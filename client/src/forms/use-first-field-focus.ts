import { useEffect, useRef } from "react";
import type { FieldValues, Path, UseFormReturn } from "react-hook-form";

/** Puts the cursor into the first field that is still empty when the page opens, or the first of all, and never again. */
export function useFirstFieldFocus<Fields extends FieldValues>(
  { getValues, setFocus }: UseFormReturn<Fields>,
  fields: readonly Path<Fields>[],
): void {
  const opened = useRef(false);
  useEffect(() => {
    if (opened.current) return;
    opened.current = true;
    const empty = fields.find((field) => getValues(field) === "") ?? fields[0];
    // Whoever has gone into the header or opened the menu, while the page was on its way, is busy there.
    const isElsewhere = document.querySelector("header :focus, :popover-open") !== null;
    if (empty !== undefined && !isElsewhere) setFocus(empty);
  }, [fields, getValues, setFocus]);
}
