import { useId } from "react";
import styles from "./SegmentedControl.module.css";

interface SegmentsProps<Value extends string> {
  legend: string;
  options: readonly { value: Value; words: string; lang?: string }[];
  value: Value;
  onChange: (value: Value) => void;
}

/** A choice of two or three that holds at once, side by side. */
export function Segments<Value extends string>({ legend, options, value, onChange }: SegmentsProps<Value>) {
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
            <span>{option.words}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
