import type { ViewerFieldsFragment } from "../../generated/types.ts";
import { ProfileForm } from "../profile/edit/ProfileForm.tsx";
import { useSettingsMessages } from "./messages/use-settings-messages.ts";

export function ProfileSection({ viewer }: { viewer: ViewerFieldsFragment }) {
  const messages = useSettingsMessages();
  return (
    <>
      <p>{messages.profile.lead}</p>
      <ProfileForm viewer={viewer} />
    </>
  );
}
