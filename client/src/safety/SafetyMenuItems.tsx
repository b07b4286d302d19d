import { useFeed } from "../feed/state/use-feed.ts";
import { relationTo } from "../feed/state/relations.ts";
import { Icon } from "../ui/icons/Icon.tsx";
import { ActionMenuItem } from "../ui/menu/ActionMenu.tsx";
import { useSafetyMessages } from "./messages/use-safety-messages.ts";
import { openSafetyDialog } from "./safety-dialog.ts";
import type { SafetySubject } from "./safety-dialog.ts";
import { useChangeRelation } from "./use-change-relation.ts";

interface SafetyMenuItemsProps {
  user: SafetySubject;
  /** The activity that the menu is about; without one it is about the user. */
  activityId?: string;
}

/** The items of a menu about somebody else: to mute, to block, and to report. */
export function SafetyMenuItems({ user, activityId }: SafetyMenuItemsProps) {
  const messages = useSafetyMessages();
  const changeRelation = useChangeRelation();
  const { isBlocked, isMuted } = relationTo(useFeed(), user.id);
  const mute = isMuted ? "unmute" : "mute";
  const block = isBlocked ? "unblock" : "block";
  return (
    <>
      <ActionMenuItem icon={<MuteIcon />} onSelect={() => void changeRelation(user, mute)}>
        {messages.actions[mute](user.handle)}
      </ActionMenuItem>
      <ActionMenuItem
        icon={<BlockIcon />}
        onSelect={() => {
          if (isBlocked) void changeRelation(user, block);
          else openSafetyDialog({ kind: "block", user });
        }}
      >
        {messages.actions[block](user.handle)}
      </ActionMenuItem>
      <ActionMenuItem
        icon={<FlagIcon />}
        isDangerous
        onSelect={() => openSafetyDialog({ kind: "report", user, activityId })}
      >
        {activityId === undefined ? messages.reportUser(user.handle) : messages.reportPost}
      </ActionMenuItem>
    </>
  );
}

function MuteIcon() {
  return (
    <Icon>
      <path d="M4.5 9.5v5h3.5l4.5 4v-13l-4.5 4ZM16.5 9.8l4.5 4.5M21 9.8l-4.5 4.5" />
    </Icon>
  );
}

function BlockIcon() {
  return (
    <Icon>
      <circle cx="12" cy="12" r="8.5" />
      <path d="m6 6 12 12" />
    </Icon>
  );
}

function FlagIcon() {
  return (
    <Icon>
      <path d="M5.5 21V4M5.5 4.5h12l-2.5 4 2.5 4h-12" />
    </Icon>
  );
}
