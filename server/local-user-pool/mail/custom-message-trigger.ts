import { UserPoolException } from "../protocol/exceptions.ts";
import { readInput, string, structure } from "../protocol/shape.ts";
import { customMessagesNeedOwnSender } from "../protocol/unconfirmed-behaviour.ts";
import { toEventAttributes } from "../triggers/event.ts";
import { runTrigger } from "../triggers/run-trigger.ts";
import type { TriggerContext } from "../triggers/run-trigger.ts";
import type { Message, MessageCause, Template } from "./messages.ts";

const responseShape = structure({}, { smsMessage: string(), emailMessage: string(), emailSubject: string() });

const withCode = ".*\\{####\\}.*";
const withNameAndCode = "(?=.*\\{username\\}).*\\{####\\}.*";

/**
 * Lets the CustomMessage trigger write a message: what it leaves out stays as in the pool's template.
 *
 * @returns undefined where the pool does not have the trigger.
 * @throws UserPoolException InvalidParameterException for a message that is too long or lacks a placeholder; all that
 * `runTrigger` throws
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-custom-message.html
 */
export async function writeWithTrigger(
  context: TriggerContext,
  { reason, clientId }: MessageCause,
  { pool, recipient: { user }, to, kind, template }: Message,
): Promise<Template | undefined> {
  const isInvitation = kind === "INVITATION";
  const response = await runTrigger(
    context,
    "CustomMessage",
    { pool, source: `CustomMessage_${reason}`, userName: user.username, clientId },
    {
      userAttributes: toEventAttributes(user),
      codeParameter: "{####}",
      linkParameter: "{##Click Here##}",
      usernameParameter: isInvitation ? "{username}" : null,
      ...(context.clientMetadata && { clientMetadata: context.clientMetadata }),
    },
    { smsMessage: null, emailMessage: null, emailSubject: null },
    responseShape,
  );
  if (!response) return undefined;
  const { smsMessage, emailMessage, emailSubject } = response;
  const pattern = isInvitation ? withNameAndCode : withCode;
  if (to.attribute === "phone_number") {
    if (smsMessage === undefined) return template;
    const shape = structure({ smsMessage: string({ min: 6, max: 140, pattern }) });
    return { ...template, sms: readInput(shape, { smsMessage }).smsMessage };
  }
  if (emailMessage === undefined && emailSubject === undefined) return template;
  const sender = pool.settings.EmailConfiguration?.["EmailSendingAccount"];
  if (customMessagesNeedOwnSender && sender !== "DEVELOPER") {
    throw new UserPoolException("InvalidLambdaResponseException", "Unrecognizable lambda output");
  }
  const shape = structure(
    { emailBody: string({ min: 6, max: 20_000, pattern }) },
    { emailSubject: string({ min: 1, max: 140 }) },
  );
  const written = readInput(shape, { emailBody: emailMessage ?? template.message, emailSubject });
  return { ...template, message: written.emailBody, subject: written.emailSubject ?? template.subject };
}
