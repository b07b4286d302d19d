import { useId } from "react";
import styles from "./SegmentedControl.module.css";

interface SegmentedControlProps<Value extends string> {
  legend: string;
  options: readonly { value: Value; label: string; lang?: string }[];
  value: Value;
  onChange: (value: Value) => void;
}

/** Two or three options side by side; a choice takes effect at once. */
export function SegmentedControl<Value extends string>({
  legend,
  options,
  value,
  onChange,
}: SegmentedControlProps<Value>) {
  const name = useId();
  return (
    <fieldset>
      <legend className={styles["legend"]}>{legend}</legend>
      <div className={styles["row"]}>
        {options.map((option) => (
          <label key={option.value} className={styles["segment"]} lang={option.lang}>
            <input
              type="radio"
              name={name}
              value={option.value}
              checked={option.value === value}
              onChange={() => onChange(option.value)}
            />
            <span>{option.label}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
