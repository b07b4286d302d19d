import { useCallback, useEffect } from "react";
import type { FieldValues, Path, UseFormReturn } from "react-hook-form";
import { isRecord } from "../navigation/history-entry.ts";
import { forget, keep, readKept } from "../navigation/history-store.ts";

/** What was typed into the fields of a form before a reload, or before its page was left; for `defaultValues`. */
export function keptFields(form: string): Record<string, string> {
  const fields = readKept(form);
  if (!isRecord(fields)) return {};
  return Object.fromEntries(
    Object.entries(fields).filter((field): field is [string, string] => typeof field[1] === "string"),
  );
}

/**
 * Keeps what is typed into these fields. For what others may see: never a password, a code or an address.
 *
 * @param name the form's, and whose it is where it belongs to somebody.
 * @param fields the same array each time.
 * @returns a function that forgets it, for when it has been sent.
 */
export function useKeptFields<Fields extends FieldValues>(
  { subscribe }: UseFormReturn<Fields>,
  name: string,
  fields: readonly Path<Fields>[],
): () => void {
  useEffect(
    () =>
      subscribe({
        formState: { values: true },
        callback: ({ values }) =>
          keep(name, Object.fromEntries(fields.map((field) => [field, values[field]]))),
      }),
    [subscribe, name, fields],
  );
  return useCallback(() => forget(name), [name]);
}
