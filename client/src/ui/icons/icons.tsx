import { Icon } from "./Icon.tsx";

// Icons of several components; one that a single component uses stands in its file.

/** An arrow to the top, or back to where the reader came from. */
export function ArrowIcon({ to }: { to: "up" | "back" }) {
  return (
    <Icon isDirectional={to === "back"}>
      <path d={to === "up" ? "M12 19V5.5M6 11.5l6-6 6 6" : "M19 12H5.5M11.5 6l-6 6 6 6"} />
    </Icon>
  );
}

export function MoreIcon() {
  return (
    <Icon filled>
      <path d="M5 12h.01M12 12h.01M19 12h.01" strokeWidth="3.6" />
    </Icon>
  );
}

export function AlertIcon() {
  return (
    <Icon>
      <circle cx="12" cy="12" r="9" />
      <path d="M12 7.5v5.5M12 16.3v.1" />
    </Icon>
  );
}
