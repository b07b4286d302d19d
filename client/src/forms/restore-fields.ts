import { useCallback, useEffect } from "react";
import type { FieldValues, Path, UseFormReturn } from "react-hook-form";
import { isRecord } from "../navigation/history-entry.ts";
import { getStored, removeStored, setStored } from "../navigation/history-store.ts";

/** The stored values of a form after a reload or a navigation, for `defaultValues`. */
export function restoreFields(key: string): Record<string, string> {
  const fields = getStored(key);
  if (!isRecord(fields)) return {};
  return Object.fromEntries(
    Object.entries(fields).filter((field): field is [string, string] => typeof field[1] === "string"),
  );
}

/**
 * Stores the values of these fields while they are typed. Only for public data: never a password, a code or an e-mail
 * address.
 *
 * @param key the form's name, with the user's id if the values belong to a user.
 * @param fields must be the same array in each render.
 * @returns a function that removes the values, to call after the form was sent.
 */
export function useStoredFields<Fields extends FieldValues>(
  { subscribe }: UseFormReturn<Fields>,
  key: string,
  fields: readonly Path<Fields>[],
): () => void {
  useEffect(
    () =>
      subscribe({
        formState: { values: true },
        callback: ({ values }) =>
          setStored(key, Object.fromEntries(fields.map((field) => [field, values[field]]))),
      }),
    [subscribe, key, fields],
  );
  return useCallback(() => removeStored(key), [key]);
}
