import { useEffect, useState } from "react";
import type { FieldValues, Path, RegisterOptions, UseFormReturn } from "react-hook-form";
import { useWatch } from "react-hook-form";
import type { IdentifierKind } from "../../../generated/types.ts";
import { useFormMessages } from "../messages/use-form-messages.ts";
import { HiddenUsername } from "../password/HiddenUsername.tsx";
import styles from "./AccountField.module.css";
import { IdentifierField, identifierRules } from "./IdentifierField.tsx";

interface AccountFieldProps<Fields extends FieldValues> {
  form: UseFormReturn<Fields>;
  name: Path<Fields>;
  /** What the pool signs in by. */
  kinds: readonly IdentifierKind[];
  /** Further options for the field. */
  rules: Pick<RegisterOptions<Fields, Path<Fields>>, "onChange" | "onBlur">;
}

/** The account that the form is about, as text with a button to change it; a field while it is not known. */
export function AccountField<Fields extends FieldValues>(props: AccountFieldProps<Fields>) {
  const { form, name, kinds, rules } = props;
  const messages = useFormMessages();
  const account: string = useWatch({ control: form.control, name });
  const [isField, setIsField] = useState(account === "");
  const [isChanging, setIsChanging] = useState(false);
  const { error } = form.getFieldState(name, form.formState);
  const { setFocus } = form;
  if (error && !isField) {
    setIsField(true);
    setIsChanging(true);
  }

  useEffect(() => {
    if (isChanging) setFocus(name, { shouldSelect: true });
  }, [isChanging, name, setFocus]);

  if (isField) {
    return (
      <IdentifierField
        kinds={kinds}
        registration={form.register(name, { ...identifierRules(kinds, messages), ...rules })}
        error={error}
      />
    );
  }
  return (
    <div className={styles["account"]}>
      <HiddenUsername email={account} />
      <bdi className={styles["name"]} dir="ltr">
        {account}
      </bdi>
      <button
        className={styles["change"]}
        type="button"
        onClick={() => {
          setIsField(true);
          setIsChanging(true);
        }}
      >
        {messages.identifier.change}
      </button>
    </div>
  );
}
