import { registerEnumType } from "type-graphql";

export const ReportReason = {
  SPAM: "SPAM",
  HARASSMENT: "HARASSMENT",
  HATE: "HATE",
  VIOLENCE: "VIOLENCE",
  SEXUAL: "SEXUAL",
  SELF_HARM: "SELF_HARM",
  IMPERSONATION: "IMPERSONATION",
  ILLEGAL: "ILLEGAL",
  OTHER: "OTHER",
} as const;
export type ReportReason = keyof typeof ReportReason;

registerEnumType(ReportReason, {
  name: "ReportReason",
  description: "Why something is reported.",
  valuesConfig: {
    SPAM: { description: "Advertising, fraud, or the same text again and again." },
    HARASSMENT: { description: "Insults or threats against a person." },
    HATE: { description: "Hatred against a group of people." },
    VIOLENCE: { description: "Violence, or a call for it." },
    SEXUAL: { description: "Sexual content." },
    SELF_HARM: { description: "Self-harm or suicide: the author may need help." },
    IMPERSONATION: { description: "Pretends to be somebody else." },
    ILLEGAL: { description: "Breaks the law in another way." },
    OTHER: { description: "Something else, which `details` should say." },
  },
});
