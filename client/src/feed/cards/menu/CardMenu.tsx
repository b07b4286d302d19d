import { useState } from "react";
import type { ReactNode } from "react";
import type { ActivityFieldsFragment } from "../../../../generated/types.ts";
import { threadPath } from "../../../navigation/paths.ts";
import { SafetyMenuItems } from "../../../safety/SafetyMenuItems.tsx";
import { useSessionState } from "../../../session/session-context.ts";
import { showToast } from "../../../ui/feedback/toast.ts";
import { Icon } from "../../../ui/icons/Icon.tsx";
import { ActionMenu, ActionMenuItem } from "../../../ui/menu/ActionMenu.tsx";
import type { MenuState } from "../../../ui/menu/LazyMenuButton.tsx";
import { useCardMenuMessages } from "./messages/use-card-menu-messages.ts";
import { DeleteDialog } from "./DeleteDialog.tsx";

interface CardMenuProps extends MenuState {
  activity: ActivityFieldsFragment;
}

/** What else can be done with an activity, for the people who may. */
export function CardMenu({ activity, anchor, isOpen, onClose }: CardMenuProps) {
  const messages = useCardMenuMessages();
  const session = useSessionState();
  const viewer = session.status === "signedIn" ? session.viewer : undefined;
  // Outside of the menu, which hides its content when it closes.
  const [dialog, setDialog] = useState<ReactNode>();
  const closeDialog = () => setDialog(undefined);
  const isOwn = activity.author.id === viewer?.id;
  const url = new URL(threadPath(activity.id), location.href).href;

  function askToDelete(): void {
    setDialog(<DeleteDialog activity={activity} isOwn={isOwn} onClose={closeDialog} />);
  }

  async function copyLink(): Promise<void> {
    try {
      await navigator.clipboard.writeText(url);
      showToast({ text: messages.linkCopied });
    } catch {
      // Browsers copy in secure contexts only.
      showToast({ text: messages.linkNotCopied(url) });
    }
  }

  return (
    <>
      <ActionMenu
        label={messages.label(activity.author.name)}
        anchor={anchor}
        isOpen={isOpen}
        onClose={onClose}
      >
        <ActionMenuItem icon={<LinkIcon />} onSelect={() => void copyLink()}>
          {messages.copyLink}
        </ActionMenuItem>
        {"share" in navigator && (
          // Rejects when the person closes the browser's dialog.
          <ActionMenuItem icon={<ShareIcon />} onSelect={() => void navigator.share({ url }).catch(() => {})}>
            {messages.share}
          </ActionMenuItem>
        )}
        {viewer && !isOwn && <SafetyMenuItems user={activity.author} activityId={activity.id} />}
        {(isOwn || viewer?.groups.includes("moderators")) && (
          <ActionMenuItem icon={<TrashIcon />} isDangerous onSelect={askToDelete}>
            {messages.delete}
          </ActionMenuItem>
        )}
      </ActionMenu>
      {dialog}
    </>
  );
}

function LinkIcon() {
  return (
    <Icon>
      <path d="M10 14a4 4 0 0 0 5.7 0l3.1-3.1a4 4 0 0 0-5.7-5.7L12 6.3M14 10a4 4 0 0 0-5.7 0l-3.1 3.1a4 4 0 0 0 5.7 5.7l1.1-1.1" />
    </Icon>
  );
}

function ShareIcon() {
  return (
    <Icon>
      <path d="M12 14.5V4.5M8 8l4-4 4 4M6 12.5v6.5h12v-6.5" />
    </Icon>
  );
}

function TrashIcon() {
  return (
    <Icon>
      <path d="M4.5 7h15M9.5 7V4.5h5V7M6.5 7l.9 12.5h9.2L17.5 7M10.2 10.8v5M13.8 10.8v5" />
    </Icon>
  );
}
