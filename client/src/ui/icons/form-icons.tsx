import { Icon } from "./Icon.tsx";

export function CheckIcon() {
  return (
    <Icon>
      <path d="m5.5 12.5 4.3 4.3 8.7-9.3" />
    </Icon>
  );
}
