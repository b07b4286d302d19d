import type { TriggerContext } from "../triggers/run-trigger.ts";
import { writeWithTrigger } from "./custom-message-trigger.ts";
import { leaveToSender } from "./custom-sender-triggers.ts";
import { deliver, writeMessage } from "./messages.ts";
import type { DeliverMail, Message, MessageCause } from "./messages.ts";
import { translateMail } from "./translated-mail.ts";
import type { MailLanguage } from "./translated-mail.ts";

export type DeliveryContext = TriggerContext & {
  deliverMail: DeliverMail;
  /** The language of codes in pools without a CustomMessage trigger; undefined: that of the pool's templates. */
  language?: MailLanguage | undefined;
};

/**
 * Writes a message, with the pool's triggers, and delivers it; a sender of the pool's own does both.
 *
 * @throws UserPoolException CodeDeliveryFailureException, and all that the triggers throw
 */
export async function deliverMessage(
  context: DeliveryContext,
  cause: MessageCause,
  message: Message,
): Promise<void> {
  if (leaveToSender(context, cause, message)) return;
  const written = await writeWithTrigger(context, cause, message);
  const mail = written
    ? writeMessage({ ...message, template: written })
    : translateMail(writeMessage(message), context.language);
  await deliver(context.deliverMail, mail);
}
