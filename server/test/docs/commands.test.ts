import { execFile } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { parseDocument } from "yaml";
import { startTestAppForThisTest } from "../support/app/test-app.ts";
import { blocks, pages, root } from "./pages.ts";

const run = promisify(execFile);
const { scripts }: { scripts: Record<string, string> } = JSON.parse(
  readFileSync(`${root}/package.json`, "utf8"),
);

type Command = { page: string; line: string; words: string[] };

/** The commands of all `sh` blocks, without comments. `words` does not include variables that are set in front. */
const commands: Command[] = pages.flatMap((page) =>
  blocks(page, "sh").flatMap((block) =>
    block
      .replaceAll(/\\\n\s*/gu, " ")
      .split("\n")
      .map((line) => line.replace(/(?:^|\s+)#.*$/u, "").trim())
      .filter((line) => line !== "")
      .flatMap((line) => (line.startsWith("curl ") ? [line] : line.split(" && ")))
      .map((line) => {
        const words = line.split(/\s+/u);
        return {
          page: page.path,
          line,
          words: words.slice(words.findIndex((word) => !/^[A-Z_]+=/u.test(word))),
        };
      }),
  ),
);

/** Checks a command by its program; undefined: it would work. */
const checks: Record<string, (words: string[], command: Command) => string | undefined> = {
  npm: ([, verb = "", name = "", ...more]) => {
    if (["ci", "install", "audit"].includes(verb)) return undefined;
    const script = verb === "run" ? name : verb;
    if (!Object.hasOwn(scripts, script)) return `there is no script ${script}`;
    const missing = more.find((word) => word.startsWith("server/") && !existsSync(`${root}/${word}`));
    return missing && `${missing} does not exist`;
  },
  node: ([, ...words]) => {
    const path = words.find((word) => !word.startsWith("--")) ?? "";
    const source = path.replace(/^dist\/(.*)\.js$/u, "$1.ts");
    return existsSync(`${root}/${source}`) ? undefined : `${source} does not exist`;
  },
  curl: (_words, { line }) =>
    line.includes("localhost:4000") ? undefined : "it sends a request to another address",
  docker: (words) =>
    words[1] === "compose" && existsSync(`${root}/docker-compose.yml`) ? undefined : "unknown subcommand",
  // server/local-user-pool/clients runs the real CLI.
  aws: (words) => {
    if (words.includes("cognito-idp")) return undefined;
    if (!words.includes("cloudformation")) return "unknown subcommand";
    const file = words[words.indexOf("--template-file") + 1] ?? "";
    if (!existsSync(`${root}/${file}`)) return `${file} does not exist`;
    const { Parameters } = parseDocument(readFileSync(`${root}/${file}`, "utf8"), {
      logLevel: "silent",
    }).toJS();
    const given = words
      .slice(words.indexOf("--parameter-overrides") + 1)
      .map((word) => word.split("=")[0] ?? "");
    const unknown = given.filter((name) => !Object.hasOwn(Parameters, name));
    return unknown.length === 0 ? undefined : `there is no parameter ${unknown.join()}`;
  },
  kubectl: (words) => (/^(?:apply|create|-n)$/u.test(words[1] ?? "") ? undefined : "unknown subcommand"),
  export: () => undefined,
  git: (words) => (words[1] === "push" ? undefined : "unknown subcommand"),
  gh: (words) => (words[1] === "attestation" ? undefined : "unknown subcommand"),
  // A loop over AWS CLI commands.
  while: (words) => (words.includes("cognito-idp") ? undefined : "unknown subcommand"),
  // docs/codegen/try.mjs runs it; it is started by hand.
  gqlclientgen: (_words, { page }) => (page === "docs/codegen.md" ? undefined : "unknown subcommand"),
};

describe("the commands of the docs", () => {
  it("exist", () => {
    expect(commands.length).toBeGreaterThan(10);
    const wrong = commands.flatMap((command) => {
      const [tool = ""] = command.words;
      const check = Object.hasOwn(checks, tool) ? checks[tool] : undefined;
      const problem = check ? check(command.words, command) : `this test has no check for ${tool}`;
      return problem === undefined ? [] : `${command.page}: ${command.line}: ${problem}`;
    });
    expect(wrong).toEqual([]);
  });

  it("exist where a sentence names them", () => {
    const wrong = pages.flatMap(({ path, text }) =>
      [...text.matchAll(/npm run ([\w:-]+)/gu)]
        .map(([, script = ""]) => script)
        .filter((script) => !Object.hasOwn(scripts, script))
        .map((script) => `${path}: npm run ${script}`),
    );
    expect(wrong).toEqual([]);
  });

  it("succeed where they are curl requests to the app", async () => {
    const curls = commands.filter(({ words }) => words[0] === "curl");
    expect(curls.length).toBeGreaterThan(0);
    const app = await startTestAppForThisTest();
    for (const { line } of curls) {
      const here = line.replaceAll("localhost:4000", new URL(app.url).host);
      const { stdout } = await run("sh", ["-c", here.replace("curl ", "curl --fail ")]);
      const answer: unknown = JSON.parse(stdout);
      expect({ line, answer }).not.toHaveProperty("answer.errors");
      expect({ line, stdout }).not.toHaveProperty("stdout", expect.stringContaining("Rejected"));
    }
  });
});
