import styles from "./InlineSelect.module.css";

interface InlineSelectProps<Value extends string> {
  label: string;
  options: Record<Value, string>;
  value: Value;
  onChange: (value: Value) => void;
}

/** A native select with its label inside, as in "Lasts 7 days". */
export function InlineSelect<Value extends string>({
  label,
  options,
  value,
  onChange,
}: InlineSelectProps<Value>) {
  return (
    <label className={styles["field"]}>
      <span className={styles["label"]}>{label}</span>
      <select
        className={styles["select"]}
        value={value}
        onChange={(event) => {
          const selected = event.target.value;
          if (isOption(options, selected)) onChange(selected);
        }}
      >
        {Object.entries<string>(options).map(([option, optionLabel]) => (
          <option key={option} value={option}>
            {optionLabel}
          </option>
        ))}
      </select>
    </label>
  );
}

function isOption<Value extends string>(options: Record<Value, string>, value: string): value is Value {
  return value in options;
}
