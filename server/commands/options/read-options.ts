import { parseArgs } from "node:util";
import { CommandError } from "./command-error.ts";

/** An option of a command: `value` names its argument in the help; without it the option is a switch. */
export type Option = { value?: string; repeats?: boolean; help: string };

/** The values of the options that were given; a switch is an empty list. */
export type OptionValues = Record<string, string[] | undefined>;

/**
 * Reads `--name value` and `--name=value`.
 *
 * @param command as in `npm run doctor`.
 * @throws CommandError BAD_OPTION
 */
export function readOptions(
  command: string,
  options: Record<string, Option>,
  args: string[],
  environment: Record<string, string | undefined>,
): OptionValues {
  const refuse = (problem: string): never => {
    throw new CommandError("BAD_OPTION", [
      problem,
      `Its options are ${Object.keys(options)
        .map((name) => `--${name}`)
        .join(", ")}. With npm they follow two dashes: npm run ${command} -- --help`,
    ]);
  };
  // npm takes options before the two dashes for its own, and leaves their names in the environment.
  const swallowed = Object.entries(options).find(
    ([name, { value }]) =>
      value !== undefined &&
      name.includes("-") &&
      environment[`npm_config_${name.replaceAll("-", "_")}`] !== undefined,
  );
  if (swallowed) refuse(`npm has taken --${swallowed[0]} for an option of its own.`);
  const { tokens } = parseArgs({
    args,
    strict: false,
    allowPositionals: true,
    tokens: true,
    options: Object.fromEntries(
      Object.entries(options).map(([name, { value }]) => [
        name,
        { type: value === undefined ? ("boolean" as const) : ("string" as const) },
      ]),
    ),
  });
  const values: OptionValues = {};
  for (const token of tokens) {
    if (token.kind === "option-terminator") continue;
    if (token.kind === "positional")
      refuse(`npm run ${command} takes no argument without an option: ${token.value}.`);
    else {
      const option = Object.hasOwn(options, token.name) ? options[token.name] : undefined;
      if (!option) refuse(`npm run ${command} has no option ${token.rawName}.`);
      else if (option.value === undefined && token.value !== undefined)
        refuse(`${token.rawName} takes no value.`);
      else if (option.value !== undefined && (token.value ?? "").trim() === "")
        refuse(`${token.rawName} needs a value: ${token.rawName} ${option.value}.`);
      else if (values[token.name] && option.value !== undefined && !option.repeats)
        refuse(`${token.rawName} was given twice.`);
      else
        values[token.name] = [
          ...(values[token.name] ?? []),
          ...(token.value === undefined ? [] : [token.value.trim()]),
        ];
    }
  }
  return values;
}
