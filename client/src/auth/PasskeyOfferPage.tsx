import { useEffect } from "react";
import { useForm } from "react-hook-form";
import { useLocation } from "wouter";
import {
  CompletePasskeyRegistrationDocument,
  StartPasskeyRegistrationDocument,
} from "../../generated/documents.ts";
import { Form } from "../forms/Form.tsx";
import { useFormMutation } from "../forms/use-form-mutation.ts";
import { Redirect } from "../navigation/Redirect.tsx";
import { usePasskeyMessages } from "../passkeys/messages/use-passkey-messages.ts";
import { endPasskeyOffers } from "../passkeys/passkey-offer.ts";
import { useAddPasskey } from "../passkeys/use-add-passkey.ts";
import { useSessionState } from "../session/session-context.ts";
import { Button } from "../ui/Button.tsx";
import { useNextPage } from "./auth-paths.ts";
import { AuthCard } from "./AuthCard.tsx";
import { useAuthMessages } from "./messages/use-auth-messages.ts";

/** Offers a passkey after a sign-in by password, once on a device: to leave the page is an answer, too. */
export function PasskeyOfferPage() {
  const { status } = useSessionState();
  const next = useNextPage();
  return status === "signedIn" ? <Offer next={next} /> : <Redirect to={next} />;
}

function Offer({ next }: { next: string }) {
  const messages = useAuthMessages().passkeyOffer;
  const passkeyMessages = usePasskeyMessages();
  const [, navigate] = useLocation();
  const form = useForm();
  const start = useFormMutation(form, StartPasskeyRegistrationDocument);
  const complete = useFormMutation(form, CompletePasskeyRegistrationDocument);
  const addPasskey = useAddPasskey(form, { start, complete });
  const leave = () => navigate(next, { replace: true });
  useEffect(endPasskeyOffers, []);

  return (
    <AuthCard title={messages.title} lead={messages.lead} elsewhere={<span>{messages.asked}</span>}>
      <Form
        form={form}
        onSubmit={async () => {
          if (await addPasskey()) leave();
        }}
      >
        <Button type="submit" busy={form.formState.isSubmitting}>
          {passkeyMessages.add}
        </Button>
        <Button look="plain" onClick={leave}>
          {messages.no}
        </Button>
      </Form>
    </AuthCard>
  );
}
