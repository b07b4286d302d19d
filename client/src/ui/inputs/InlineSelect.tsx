import styles from "./InlineSelect.module.css";

interface PickerProps<Value extends string> {
  label: string;
  options: Record<Value, string>;
  value: Value;
  onChange: (value: Value) => void;
}

/** A small choice with its label inside: "Lasts 7 days". The platform's own list opens. */
export function Picker<Value extends string>({ label, options, value, onChange }: PickerProps<Value>) {
  return (
    <label className={styles["picker"]}>
      <span className={styles["label"]}>{label}</span>
      <select
        className={styles["select"]}
        value={value}
        onChange={(event) => {
          const chosen = event.target.value;
          if (isOption(options, chosen)) onChange(chosen);
        }}
      >
        {Object.entries<string>(options).map(([option, words]) => (
          <option key={option} value={option}>
            {words}
          </option>
        ))}
      </select>
    </label>
  );
}

function isOption<Value extends string>(options: Record<Value, string>, value: string): value is Value {
  return value in options;
}
