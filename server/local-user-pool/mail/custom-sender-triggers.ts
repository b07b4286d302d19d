import { anyStructure } from "../protocol/shape.ts";
import { toEventAttributes } from "../triggers/event.ts";
import { hasTrigger, runTrigger } from "../triggers/run-trigger.ts";
import type { TriggerContext } from "../triggers/run-trigger.ts";
import { encryptMessage } from "./encrypted-message.ts";
import { escapeHtml } from "./messages.ts";
import type { Message, MessageCause } from "./messages.ts";

const senders = {
  email: { name: "CustomEmailSender", type: "customEmailSenderRequestV1" },
  phone_number: { name: "CustomSMSSender", type: "customSMSSenderRequestV1" },
} as const;

/**
 * Leaves a message to the pool's CustomEmailSender or CustomSMSSender. As at Cognito, nobody waits for it, and its failure is
 * not the operation's.
 *
 * @returns false where the pool has none for this kind of address.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-custom-sender-triggers.html
 */
export function leaveToSender(
  context: TriggerContext,
  { reason, clientId }: MessageCause,
  { pool, recipient: { user }, to, kind, secret }: Message,
): boolean {
  const { name, type } = senders[to.attribute];
  const keyArn = pool.settings.LambdaConfig.KMSKeyID;
  if (!hasTrigger(context, pool, name) || keyArn === undefined) return false;
  runTrigger(
    context,
    name,
    { pool, source: `${name}_${reason}`, userName: user.username, clientId },
    {
      type,
      code: encryptMessage(keyArn, kind === "INVITATION" ? escapeHtml(secret) : secret),
      userAttributes: toEventAttributes(user),
      ...(context.clientMetadata && { clientMetadata: context.clientMetadata }),
    },
    {},
    anyStructure,
  ).catch(context.triggers.onUnexpectedError);
  return true;
}
