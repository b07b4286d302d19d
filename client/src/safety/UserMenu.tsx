import { ActionMenu } from "../ui/menu/ActionMenu.tsx";
import type { MenuState } from "../ui/menu/LazyMenuButton.tsx";
import { useSafetyMessages } from "./messages/use-safety-messages.ts";
import type { SafetySubject } from "./safety-dialog.ts";
import { SafetyMenuItems } from "./SafetyMenuItems.tsx";

interface UserMenuProps extends MenuState {
  user: SafetySubject;
}

/** What can be done about a user, on their profile. */
export function UserMenu({ user, anchor, isOpen, onClose }: UserMenuProps) {
  const messages = useSafetyMessages();
  return (
    <ActionMenu label={messages.menu(user.handle)} anchor={anchor} isOpen={isOpen} onClose={onClose}>
      <SafetyMenuItems user={user} />
    </ActionMenu>
  );
}
