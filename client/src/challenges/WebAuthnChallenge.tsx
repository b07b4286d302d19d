import { useEffect, useEffectEvent, useRef } from "react";
import { useForm } from "react-hook-form";
import { Form } from "../forms/Form.tsx";
import { usePasskeyMessages } from "../passkeys/messages/use-passkey-messages.ts";
import { askForPasskey } from "../passkeys/passkey-dialog.ts";
import { endPasskeyOffers } from "../passkeys/passkey-offer.ts";
import { supportsPasskeys } from "../passkeys/passkey-support.ts";
import { Button } from "../ui/Button.tsx";
import { useRespondToChallenge } from "./use-respond-to-challenge.ts";
import type { ChallengeFormProps } from "./use-respond-to-challenge.ts";

/**
 * WEB_AUTHN: opens the browser's dialog for a passkey at once, and again when the person wants to. The dialog closes when the
 * form is left.
 */
export function WebAuthnChallenge(props: ChallengeFormProps) {
  const { webAuthnRequest } = props.challenge;
  const messages = usePasskeyMessages();
  const form = useForm();
  const { isSubmitting } = form.formState;
  const leaving = useRef(new AbortController());
  const respond = useRespondToChallenge(form, {
    ...props,
    onSignedIn: async (session) => {
      endPasskeyOffers();
      await props.onSignedIn(session);
    },
  });

  async function ask({ signal }: AbortController): Promise<void> {
    if (signal.aborted) return undefined;
    const asked =
      webAuthnRequest !== null && supportsPasskeys()
        ? await askForPasskey(webAuthnRequest, signal)
        : ({ failure: "unsupported" } as const);
    if (signal.aborted) return undefined;
    if ("credential" in asked) return respond({ credential: asked.credential });
    return form.setError("root", { type: asked.failure, message: messages.notUsed[asked.failure] });
  }

  const open = useEffectEvent(
    (controller: AbortController) => void form.handleSubmit(() => ask(controller))(),
  );
  useEffect(() => {
    const controller = new AbortController();
    leaving.current = controller;
    open(controller);
    return () => controller.abort();
  }, []);

  return (
    <Form form={form} onSubmit={() => ask(leaving.current)}>
      <Button type="submit" busy={isSubmitting}>
        {isSubmitting ? messages.waiting : messages.tryAgain}
      </Button>
    </Form>
  );
}
