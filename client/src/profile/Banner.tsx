import { handleColour } from "../ui/handle-colour.ts";
import styles from "./Banner.module.css";
import { burningFuses } from "./burning-fuses.ts";

/** A picture of burning fuses, drawn from the handle: no picture is loaded, and each person has their own. */
export function Banner({ handle }: { handle: string }) {
  return (
    <svg
      className={`${styles["banner"]} ${styles[`colour${handleColour(handle)}`]}`}
      viewBox="0 0 600 160"
      preserveAspectRatio="xMidYMid slice"
      aria-hidden="true"
    >
      {burningFuses(handle).map(({ path, rest, ember, width }) => (
        <g key={path}>
          <path className={styles["ash"]} d={path} strokeWidth={width} />
          <path
            className={styles["fuse"]}
            d={path}
            strokeWidth={width}
            pathLength={1}
            strokeDasharray={`${rest} 2`}
          />
          <circle className={styles["glow"]} cx={ember.x} cy={ember.y} r={width * 6} />
          <circle className={styles["ember"]} cx={ember.x} cy={ember.y} r={width * 1.6} />
        </g>
      ))}
    </svg>
  );
}
