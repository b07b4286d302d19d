import type { FieldError, UseFormRegisterReturn } from "react-hook-form";
import type { AttributeType } from "../../../generated/types.ts";
import { TextField } from "../../ui/inputs/TextField.tsx";
import { useFormMessages } from "../messages/use-form-messages.ts";
import type { FormMessages } from "../messages/use-form-messages.ts";

interface AttributeFieldProps {
  /** Cognito's name. */
  name: string;
  type: AttributeType;
  isOptional?: boolean;
  registration: UseFormRegisterReturn;
  error: FieldError | undefined;
}

/** A field for an attribute of the user pool. */
export function AttributeField({ name, type, isOptional = false, registration, error }: AttributeFieldProps) {
  const messages = useFormMessages().attributes;
  const label = labelOf(name, messages);
  const autoComplete = new Map(Object.entries(autoCompletes)).get(name);
  return (
    <TextField
      label={isOptional ? messages.optional(label) : label}
      type={name === "birthdate" ? "date" : type === "DATE_TIME" ? "datetime-local" : "text"}
      dir="auto"
      {...(type === "NUMBER" && { inputMode: "numeric" })}
      {...(autoComplete !== undefined && { autoComplete })}
      error={error?.message}
      registration={registration}
    />
  );
}

/** Options for react-hook-form, of an attribute that is required. */
export function attributeRules(name: string, { attributes: messages }: FormMessages) {
  return {
    validate: (value: string) => value.trim() !== "" || messages.missing(labelOf(name, messages)),
  };
}

/** Attributes whose value browsers know. */
const autoCompletes = {
  address: "street-address",
  birthdate: "bday",
  family_name: "family-name",
  given_name: "given-name",
  middle_name: "additional-name",
  nickname: "nickname",
  website: "url",
};

/** The words of an attribute without a translation: `custom:cost_centre` becomes "Cost centre". */
function labelOf(name: string, { labels }: FormMessages["attributes"]): string {
  const known = new Map(Object.entries(labels)).get(name);
  if (known !== undefined) return known;
  const words = name.replace(/^custom:/u, "").replaceAll(/[_-]+/gu, " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}
