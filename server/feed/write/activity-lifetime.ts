import { registerEnumType } from "type-graphql";

export const ActivityLifetime = {
  ONE_HOUR: "ONE_HOUR",
  THREE_HOURS: "THREE_HOURS",
  TWELVE_HOURS: "TWELVE_HOURS",
  ONE_DAY: "ONE_DAY",
  THREE_DAYS: "THREE_DAYS",
  SEVEN_DAYS: "SEVEN_DAYS",
  THIRTY_DAYS: "THIRTY_DAYS",
} as const;
export type ActivityLifetime = keyof typeof ActivityLifetime;

registerEnumType(ActivityLifetime, {
  name: "ActivityLifetime",
  description: "How long an activity lasts.",
  valuesConfig: {
    ONE_HOUR: { description: "60 minutes." },
    THREE_HOURS: { description: "3 × 60 minutes." },
    TWELVE_HOURS: { description: "12 × 60 minutes." },
    ONE_DAY: { description: "24 hours." },
    THREE_DAYS: { description: "3 × 24 hours." },
    SEVEN_DAYS: { description: "7 × 24 hours." },
    THIRTY_DAYS: { description: "30 × 24 hours." },
  },
});
