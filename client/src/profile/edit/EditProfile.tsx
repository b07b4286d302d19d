import type { ViewerFieldsFragment } from "../../../generated/types.ts";
import { announce } from "../../ui/feedback/Announcer.tsx";
import { useProfileMessages } from "../messages/use-profile-messages.ts";
import { ProfileForm } from "./ProfileForm.tsx";

interface EditProfileProps {
  viewer: ViewerFieldsFragment;
  onCancel: () => void;
  /** Called with the handle. */
  onSaved: (handle: string) => void;
}

/** The form of one's own profile, in its place on the page. */
export function EditProfile({ viewer, onCancel, onSaved }: EditProfileProps) {
  const messages = useProfileMessages().form;
  return (
    <ProfileForm
      viewer={viewer}
      takesFocus
      onCancel={onCancel}
      onSaved={({ handle }) => {
        announce(messages.saved);
        onSaved(handle);
      }}
    />
  );
}
