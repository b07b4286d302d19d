import { availableParallelism } from "node:os";
import { z } from "zod";
import { toHostUrls } from "../database/postgres/host-urls.ts";
import {
  characterClasses,
  firstFactors,
  identifierKinds,
  mfaModes,
  secondFactors,
} from "../user-pool/profile/pool-profile.ts";
import { formatOrigin, parseOrigin } from "../lib/origin.ts";

const port = z
  .string()
  .regex(/^\d{1,5}$/, "must be a port number")
  .transform(Number)
  .refine((value) => value <= 65_535, "must be a port number");
const names = z
  .string()
  .transform((value) => value.split(",").flatMap((each) => each.trim() || []))
  .optional();
/** Some of these names, separated by commas. */
const namesOf = <const Name extends string>(known: readonly Name[]) =>
  names.pipe(z.array(z.enum(known, `must be some of ${known.join(", ")}`)).optional());
const httpUrl = z.url({ protocol: /^https?$/, error: "must be an http:// or https:// URL" });
const flag = z.stringbool("must be on or off").optional();
const list = z
  .string()
  .transform((value) => value.split(",").flatMap((each) => each.trim() || []))
  .default([]);
/** In the spelling in which the Origin header is compared. */
const origins = list.transform((entries, context) =>
  entries.flatMap((entry, index) => {
    const origin = toWrittenOrigin(entry);
    if (origin !== undefined) return [origin];
    // It is not quoted: a URL may carry a password.
    const message = `must be origins like https://app.example.com, without a path: entry ${index + 1} is none`;
    context.addIssue({ code: "custom", message });
    return [];
  }),
);

/** An attribute whose value everybody may read: name and handle are public. */
const publicAttribute = z
  .string()
  .trim()
  .regex(/^([a-z_]{1,32}|(dev:)?custom:\S{1,20})$/, "must be an attribute, like name or custom:team, or none")
  .refine(
    (name) => !/^(sub|(email|phone_number)(_verified)?)$/.test(name),
    "must not be an identifier of the account: everybody would read it",
  );

export const variables = z.object({
  NODE_ENV: z
    .enum(["production", "development", "test"], "must be production, development or test")
    .default("development"),
  HOST: z.string().optional(),
  PORT: port.default(4000),
  METRICS_PORT: port.optional(),
  METRICS_HOST: z.string().default("localhost"),
  LOG_LEVEL: z
    .enum(
      ["fatal", "error", "warn", "info", "debug", "silent"],
      "must be fatal, error, warn, info, debug or silent",
    )
    .optional(),
  DATA_DIR: z.string().default(".cruddur"),
  WORKERS: z
    .string()
    .regex(/^([1-9]\d?|auto)$/, "must be a number from 1 to 99, or auto")
    .transform((value) => (value === "auto" ? availableParallelism() : Number(value)))
    .default(1),
  EMBEDDED_DATABASE: flag,
  DATABASE_URL: z
    .string()
    .refine((value) => toHostUrls(value).every(isPostgresUrl), "must be a postgres:// URL")
    .optional(),
  DATABASE_READ_URL: z.string().refine(isPostgresUrl, "must be a postgres:// URL").optional(),
  REDIS_URL: z.url({ protocol: /^rediss?$/, error: "must be a redis:// or rediss:// URL" }).optional(),
  AWS_REGION: z.string().optional(),
  COGNITO_USER_POOL_ID: z
    .string()
    .regex(/^[a-z]+(-[a-z]+)+-\d_[a-zA-Z0-9]+$/, "must be a user pool id, like us-east-1_AbCdEf123")
    .optional(),
  COGNITO_CLIENT_ID: z.string().optional(),
  COGNITO_CLIENT_SECRET: z.string().optional(),
  COGNITO_SIGN_UP_CLIENT_ID: z.string().optional(),
  COGNITO_SIGN_UP_CLIENT_SECRET: z.string().optional(),
  COGNITO_TRUSTED_CLIENT_IDS: list,
  COGNITO_ENDPOINT: httpUrl.optional(),
  COGNITO_IDENTIFIERS: namesOf(identifierKinds),
  COGNITO_SIGN_UP: flag,
  COGNITO_REQUIRED_ATTRIBUTES: names,
  COGNITO_SIGN_UP_ATTRIBUTES: names,
  COGNITO_PASSWORD_POLICY: z
    .string()
    .regex(
      /^\d{1,2}(\s*,\s*(LOWERCASE|UPPERCASE|NUMBER|SYMBOL))*$/,
      "must be a minimum length and what is required: 8,LOWERCASE,UPPERCASE,NUMBER,SYMBOL",
    )
    .transform((value) => {
      const [minimumLength = "", ...required] = value.split(",").map((each) => each.trim());
      const requires = characterClasses.filter((name) => required.includes(name));
      return { minimumLength: Number(minimumLength), requires };
    })
    .optional(),
  COGNITO_FIRST_FACTORS: namesOf(firstFactors),
  COGNITO_RELYING_PARTY_ID: z
    .string()
    .regex(/^[a-z\d-]+(\.[a-z\d-]+)*$/, "must be a domain, like example.com")
    .optional(),
  COGNITO_REMEMBERED_DEVICES: flag,
  COGNITO_SIGN_UP_WITHOUT_PASSWORD: flag,
  COGNITO_MFA: z.enum(mfaModes, `must be ${mfaModes.join(", ")}`).optional(),
  COGNITO_SECOND_FACTORS: namesOf(secondFactors),
  COGNITO_IDENTITY_PROVIDERS: names,
  COGNITO_DOMAIN: httpUrl.transform((value) => new URL(value).origin).optional(),
  COGNITO_NAME_ATTRIBUTE: publicAttribute.optional(),
  COGNITO_HANDLE_ATTRIBUTE: publicAttribute.optional(),
  USER_POOL_PORT: port.default(4001),
  USER_POOL_TRIGGERS: z.string().optional(),
  LAMBDA_ENDPOINT: httpUrl.optional(),
  STUB_PROVIDERS: flag,
  LOCAL_USER_POOL: flag,
  SMTP_URL: z.url({ protocol: /^smtps?$/, error: "must be an smtp:// or smtps:// URL" }).optional(),
  MAIL_FROM: z
    .string()
    .regex(
      /^([^<>\r\n]+ )?<?[^<>@\s]+@[^<>@\s]+>?$/,
      "must be an address, like Cruddur <no-reply@example.com>",
    )
    .optional(),
  PASSWORD_BREACH_URL: httpUrl.optional(),
  AUTH_MIN_RESPONSE_MS: z
    .string()
    .regex(/^\d{1,4}$/, "must be a number of milliseconds, up to 9999")
    .transform(Number)
    .optional(),
  SHUTDOWN_DELAY_SECONDS: z
    .string()
    .regex(/^\d{1,3}$/, "must be a number of seconds, up to 999")
    .transform(Number)
    .optional(),
  INBOX: flag,
  INTROSPECTION: flag,
  PLAYGROUND: flag,
  COMPILED_QUERIES: flag,
  RESPONSE_CACHE: flag,
  OTEL_SDK_DISABLED: z.stringbool("must be true or false").optional(),
  OTEL_TRACES_EXPORTER: z.enum(["otlp", "none"], "must be otlp or none").optional(),
  OTEL_EXPORTER_OTLP_ENDPOINT: httpUrl.optional(),
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: httpUrl.optional(),
  OTEL_EXPORTER_OTLP_HEADERS: z
    .string()
    .regex(/^[^=,]+=[^,]*(?:,[^=,]+=[^,]*)*$/, "must be name=value, separated by commas")
    .optional(),
  OTEL_EXPORTER_OTLP_PROTOCOL: z.literal("http/json", "must be http/json").optional(),
  OTEL_TRACES_SAMPLER: z
    .templateLiteral(
      [z.enum(["", "parentbased_"]), z.enum(["always_on", "always_off", "traceidratio"])],
      "must be (parentbased_)always_on, always_off or traceidratio",
    )
    .default("parentbased_always_on"),
  OTEL_TRACES_SAMPLER_ARG: z.coerce.number("must be from 0 to 1").min(0).max(1).default(1),
  SERVED_HOSTS: list,
  WEB_ORIGINS: origins,
  TRUST_PROXY: z
    .string()
    .regex(
      /^(\d{1,2}|[\da-f.:/]+(\s*,\s*[\da-f.:/]+)*|loopback|linklocal|uniquelocal)$/i,
      "must be a number of hops or addresses",
    )
    .optional(),
});

/** The names of all variables. */
export const variableNames: readonly string[] = Object.keys(variables.shape);

export type Variables = z.infer<typeof variables>;

function isPostgresUrl(value: string): boolean {
  return URL.canParse(value) && /^postgres(ql)?:$/.test(new URL(value).protocol);
}

/** The origin as browsers write it; undefined for anything else, also for a pattern such as `https://*.example.com`. */
function toWrittenOrigin(text: string): string | undefined {
  const parsed = parseOrigin(text);
  const formatted = parsed && formatOrigin(parsed);
  if (formatted === undefined || !URL.canParse(formatted)) return undefined;
  const { origin, hostname } = new URL(formatted);
  return /^[\w.-]+$|^\[/.test(hostname) ? origin : undefined;
}
