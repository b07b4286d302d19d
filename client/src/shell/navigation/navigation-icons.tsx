import { Icon } from "../../ui/icons/Icon.tsx";

export function HomeIcon() {
  return (
    <Icon>
      <path d="M4 11.2 12 4l8 7.2V20h-5.5v-5.5h-5V20H4z" />
    </Icon>
  );
}

export function PersonIcon() {
  return (
    <Icon>
      <circle cx="12" cy="8.2" r="4.2" />
      <path d="M4 20.5c.6-4.2 3.8-6 8-6s7.4 1.8 8 6" />
    </Icon>
  );
}

export function GearIcon() {
  return (
    <Icon>
      <circle cx="12" cy="12" r="3.1" />
      <path d="M10.2 3h3.6l.6 2.5 2 1.1 2.5-.7 1.8 3.1-1.9 1.8v2.4l1.9 1.8-1.8 3.1-2.5-.7-2 1.1-.6 2.5h-3.6l-.6-2.5-2-1.1-2.5.7L3.3 15l1.9-1.8v-2.4L3.3 9l1.8-3.1 2.5.7 2-1.1z" />
    </Icon>
  );
}

export function BellIcon() {
  return (
    <Icon>
      <path d="M5.5 17.5c1.2-1.6 1.6-3.4 1.6-6.6a4.9 4.9 0 0 1 9.8 0c0 3.2.4 5 1.6 6.6zM10 20.5h4" />
    </Icon>
  );
}

export function ShieldIcon() {
  return (
    <Icon>
      <path d="M12 3.5 5 6v5.5c0 4.3 2.8 7.4 7 9 4.2-1.6 7-4.7 7-9V6zM9 12l2.2 2.2L15.3 10" />
    </Icon>
  );
}

export function SignInIcon() {
  return (
    <Icon isDirectional>
      <path d="M13.5 4H19v16h-5.5M4 12h10.5M10.5 8l4 4-4 4" />
    </Icon>
  );
}

export function JoinIcon() {
  return (
    <Icon>
      <circle cx="10" cy="8.2" r="4.2" />
      <path d="M2.5 20.5c.6-4.2 3.5-6 7.5-6 1.5 0 2.8.2 4 .7M18.5 14v6.5M15.2 17.2h6.6" />
    </Icon>
  );
}

export function PenIcon() {
  return (
    <Icon>
      <path d="m4.5 19.5 1-4.2L16.2 4.6a1.9 1.9 0 0 1 2.7 0l.5.5a1.9 1.9 0 0 1 0 2.7L8.7 18.5zM14 6.8l3.2 3.2" />
    </Icon>
  );
}
