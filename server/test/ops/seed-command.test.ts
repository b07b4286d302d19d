import { expect, it } from "vitest";
import { createSdk } from "../../../client/sdk/sdk.ts";
import { databaseEnvironment } from "../support/database/database-environment.ts";
import { runCommand } from "../support/program/run-command.ts";
import { runProgram, startProgram, waitForOutput } from "../support/program/run-program.ts";

it("fills the program's database, shows its progress, and can be run again", async () => {
  const environment = { USER_POOL_PORT: "0", ...(await databaseEnvironment()) };
  for (let time = 1; time <= 2; time += 1) {
    const { code, output } = await runProgram(["seed", "--activities", "1000"], environment);
    expect(output).toContain("1000 of 1000");
    expect(code).toBe(0);
  }
  const other = await runProgram(["seed", "--activities", "2000"], environment);
  expect(other.code).toBe(1);
  expect(other.output).toContain("1000");

  const program = startProgram([], { PORT: "0", ...environment });
  const [, url = ""] = await waitForOutput(program, /Web client +(http:\S+)/);
  const { homeFeed } = await createSdk({ url: `${url}/graphql` }).homeFeed({ first: 100 });
  expect(homeFeed.edges.length).toBe(100);
  expect(homeFeed.edges[0]?.node.author.handle).toMatch(/^seed_/);
});

it.each([
  ["--activities", "0"],
  ["--activities", "many"],
  ["--activities", "1.5"],
  ["--posts", "5"],
])("refuses %s %s before it opens a database", async (option, value) => {
  const { code, output } = await runCommand(["seed", option, value], { DATA_DIR: "/dev/null/nowhere" });
  expect(code).toBe(1);
  expect(output).toContain(option);
  expect(output).not.toMatch(/^ +at /m);
});
