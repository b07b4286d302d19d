import { ArnType, ClientId, UserPoolId } from "../../protocol/request-members.ts";
import { boolean, list, oneOf, string, structure } from "../../protocol/shape.ts";
import type { ValueOf } from "../../protocol/shape.ts";

const takeoverAction = structure({
  Notify: boolean,
  EventAction: oneOf("BLOCK", "MFA_IF_CONFIGURED", "MFA_REQUIRED", "NO_ACTION"),
});

const body = string({ min: 6, max: 20_000, pattern: "[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}\\s*]+" });
const notice = structure(
  { Subject: string({ min: 1, max: 140, pattern: "[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}\\s]+" }) },
  { HtmlBody: body, TextBody: body },
);

const addressRanges = list(string(), { max: 200 });

const riskMembers = {
  CompromisedCredentialsRiskConfiguration: structure(
    { Actions: structure({ EventAction: oneOf("BLOCK", "NO_ACTION") }) },
    { EventFilter: list(oneOf("SIGN_IN", "PASSWORD_CHANGE", "SIGN_UP")) },
  ),
  AccountTakeoverRiskConfiguration: structure(
    {
      Actions: structure(
        {},
        { LowAction: takeoverAction, MediumAction: takeoverAction, HighAction: takeoverAction },
      ),
    },
    {
      NotifyConfiguration: structure(
        { SourceArn: ArnType },
        { From: string(), ReplyTo: string(), BlockEmail: notice, NoActionEmail: notice, MfaEmail: notice },
      ),
    },
  ),
  RiskExceptionConfiguration: structure(
    {},
    { BlockedIPRangeList: addressRanges, SkippedIPRangeList: addressRanges },
  ),
};

export const riskConfigurationShape = structure({ UserPoolId }, { ClientId, ...riskMembers });

const riskValue = structure({}, riskMembers);

/** What threat protection would do, by app client or for all. */
export type RiskConfiguration = ValueOf<typeof riskValue>;

const LogConfigurations = list(
  structure(
    { LogLevel: oneOf("ERROR", "INFO"), EventSource: oneOf("userNotification", "userAuthEvents") },
    {
      CloudWatchLogsConfiguration: structure({}, { LogGroupArn: ArnType }),
      S3Configuration: structure(
        {},
        {
          BucketArn: string({
            min: 3,
            max: 1024,
            pattern: "arn:[\\w+=/,.@-]+:[\\w+=/,.@-]+:::[\\w+=/,.@-]+(:[\\w+=/,.@-]+)?(:[\\w+=/,.@-]+)?",
          }),
        },
      ),
      FirehoseConfiguration: structure({}, { StreamArn: ArnType }),
    },
  ),
  { max: 2 },
);

export const logDeliveryShape = structure({ UserPoolId, LogConfigurations });

/** Where AWS would deliver the logs of a pool. */
export type LogDelivery = { LogConfigurations: ValueOf<typeof LogConfigurations> };
