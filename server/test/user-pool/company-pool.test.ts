import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseEnv } from "node:util";
import {
  CreateUserPoolClientCommand,
  CreateUserPoolCommand,
  UpdateUserPoolClientCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { describe, expect, it, onTestFinished } from "vitest";
import { commandPermissions } from "../../user-pool/provisioning/command-permissions.ts";
import { type CompanyPool, listClients, signInWith, startCompanyPool } from "../support/app/company-pool.ts";
import { startFaultyUserPool } from "../support/app/faulty-user-pool.ts";
import { runCommand } from "../support/program/run-command.ts";

const credentials = {
  AWS_ACCESS_KEY_ID: "local",
  AWS_SECRET_ACCESS_KEY: "local",
  AWS_EC2_METADATA_DISABLED: "true",
};

type Found = {
  level: string;
  setting: string;
  command: string | null;
  actual: unknown;
  why: string;
  effect: string;
};
type Report = { version: number; level: string; clients: Record<string, string | null>; findings: Found[] };

async function makeDirectory(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), "cruddur-company-"));
  onTestFinished(() => rm(directory, { recursive: true }));
  return directory;
}

/** Runs the commands on a pool, each with an output file of its own. */
async function commandsOn({ url, userPoolId }: Pick<CompanyPool, "url" | "userPoolId">) {
  const output = join(await makeDirectory(), "cognito.env");
  const environment = { ...credentials, COGNITO_ENDPOINT: url };
  return {
    output,
    doctor: (args: string[] = [], more = {}) =>
      runCommand(["doctor", "--user-pool-id", userPoolId, ...args], { ...environment, ...more }),
    provision: (args: string[] = [], more = {}) =>
      runCommand(["provision", "--user-pool-id", userPoolId, "--output", output, ...args], {
        ...environment,
        ...more,
      }),
    report: async (args: string[] = [], more = {}): Promise<Report> =>
      JSON.parse(
        (
          await runCommand(["doctor", "--json", "--user-pool-id", userPoolId, ...args], {
            ...environment,
            ...more,
          })
        ).output,
      ),
    variables: async () => parseEnv(await readFile(output, "utf8")),
  };
}

const settingsOf = ({ findings }: Report, level: string): string[] =>
  findings.filter((each) => each.level === level).map(({ setting }) => setting);

describe("doctor on a company's pool", () => {
  it("requires an app client of the API alone, and takes the company's choices for differences", async () => {
    const company = await startCompanyPool();
    const { doctor, report } = await commandsOn(company);
    const found = await report();
    expect(found).toMatchObject({ version: 1, level: "required", clients: { api: null, "sign-up": null } });
    expect(settingsOf(found, "required")).toEqual(["api"]);
    expect(settingsOf(found, "recommended").toSorted()).toEqual([
      "DeletionProtection",
      "UserAttributeUpdateSettings.AttributesRequireVerificationBeforeUpdate",
    ]);
    expect(settingsOf(found, "different")).toEqual(
      expect.arrayContaining([
        "MfaConfiguration",
        "Policies.PasswordPolicy.MinimumLength",
        "UsernameConfiguration.CaseSensitive",
        "AdminCreateUserConfig.InviteMessageTemplate.EmailSubject",
        "groups.moderators",
      ]),
    );
    for (const { why, effect } of found.findings) expect([why, effect]).not.toContain("");
    expect((await doctor()).code).toBe(2);
  });

  it("names a command for each finding that acts on this pool and on that setting alone", async () => {
    const company = await startCompanyPool();
    const { report } = await commandsOn(company);
    const { findings } = await report();
    const commands = findings.flatMap(({ command }) => command ?? []);
    expect(commands.length).toBeGreaterThan(10);
    for (const command of commands)
      expect(command).toMatch(
        new RegExp(`^npm run provision -- --user-pool-id ${company.userPoolId} .*--only \\S+`),
      );
  });

  it("exits with 0, 1 and 2 by the worst finding, and with 3 if it could not inspect the pool", async () => {
    const company = await startCompanyPool();
    const { doctor, provision, variables } = await commandsOn(company);
    expect((await doctor()).code).toBe(2);
    await provision(["--yes"]);
    const { COGNITO_CLIENT_ID = "", COGNITO_SIGN_UP_CLIENT_ID = "" } = await variables();
    expect((await doctor()).code).toBe(1);
    await provision(["--yes", "--only", "DeletionProtection,UserAttributeUpdateSettings"]);
    expect((await doctor()).code).toBe(0);
    expect(
      (await doctor(["--client-id", COGNITO_CLIENT_ID, "--sign-up-client-id", COGNITO_SIGN_UP_CLIENT_ID]))
        .code,
    ).toBe(0);
    await company.cognito.send(
      new UpdateUserPoolClientCommand({
        UserPoolId: company.userPoolId,
        ClientId: COGNITO_CLIENT_ID,
        EnableTokenRevocation: false,
      }),
    );
    expect((await doctor()).code).toBe(2);
    expect((await doctor(["--no-such-option"])).code).toBe(3);
  });

  it("judges an app client by what the API cannot work without", async () => {
    const company = await startCompanyPool();
    const { report } = await commandsOn(company);
    const found = await report(["--client-id", company.webClientId]);
    expect(settingsOf(found, "required").toSorted()).toEqual([
      "api.EnableTokenRevocation",
      "api.ExplicitAuthFlows",
    ]);
    // A lifetime has its unit, and what changes together is one finding.
    expect(settingsOf(found, "different")).toContain("api.AccessTokenValidity");
    expect(found.findings.map(({ actual }) => actual)).toContain("1 hours");
    expect(found.findings.filter(({ setting }) => /Units|RetryGrace/.test(setting))).toEqual([]);
    expect(settingsOf(found, "recommended")).toEqual(
      expect.arrayContaining(["api.GenerateSecret", "api.PreventUserExistenceErrors", "api.WriteAttributes"]),
    );
  });

  it("finds a secret of the environment that is missing, wrong, or of no app client", async () => {
    const company = await startCompanyPool();
    const { provision, report, variables } = await commandsOn(company);
    await provision(["--yes"]);
    const environment = await variables();
    const required = async (more: object) =>
      settingsOf(await report([], { ...environment, ...more }), "required");
    expect(await required({})).toEqual([]);
    expect(await required({ COGNITO_CLIENT_SECRET: "" })).toEqual(["COGNITO_CLIENT_SECRET"]);
    expect(await required({ COGNITO_SIGN_UP_CLIENT_SECRET: "wrong" })).toEqual([
      "COGNITO_SIGN_UP_CLIENT_SECRET",
    ]);
    const { output } = await runCommand(["doctor"], {
      ...credentials,
      ...environment,
      COGNITO_ENDPOINT: company.url,
      COGNITO_CLIENT_SECRET: "a wrong secret",
    });
    expect(output).toContain("COGNITO_CLIENT_SECRET");
    for (const secret of ["a wrong secret", environment["COGNITO_CLIENT_SECRET"] ?? ""])
      expect(output).not.toContain(secret);
  });
});

describe("provision on a company's pool", () => {
  it("shows what it would add, and changes nothing before it is told to", async () => {
    const company = await startCompanyPool();
    const { provision } = await commandsOn(company);
    const before = [await company.snapshot(), await listClients(company.cognito, company.userPoolId)];
    const { code, output } = await provision();
    expect([code, output]).toEqual([
      0,
      expect.stringMatching(
        /create {2}app client api[^]*about 3 accounts|about 3 accounts[^]*create {2}app client api/,
      ),
    ]);
    expect(output).not.toContain("change ");
    expect([await company.snapshot(), await listClients(company.cognito, company.userPoolId)]).toEqual(
      before,
    );
  });

  it("adds app clients and groups; pool, other app clients and people are byte for byte the same", async () => {
    const company = await startCompanyPool();
    const { provision, variables } = await commandsOn(company);
    const before = JSON.stringify(await company.snapshot());
    const { code } = await provision(["--yes"]);
    expect([code, JSON.stringify(await company.snapshot())]).toEqual([0, before]);
    expect(await listClients(company.cognito, company.userPoolId)).toEqual(["api", "api", "sign-up", "web"]);
    const { COGNITO_CLIENT_ID: clientId = "", COGNITO_CLIENT_SECRET: clientSecret = "" } = await variables();
    expect(clientId).not.toBe(company.namesakeId);
    expect(await signInWith(company.cognito, { clientId, clientSecret }, "Kirk")).toBe("EMAIL_OTP");
    // The second time there is nothing to do.
    const again = await provision(["--yes"]);
    expect([again.code, again.output]).toEqual([0, expect.stringContaining("Nothing to do")]);
    expect(JSON.stringify(await company.snapshot())).toBe(before);
  });

  it("lets the app client of sign-up write what the pool requires", async () => {
    const company = await startCompanyPool();
    const { provision, output } = await commandsOn(company);
    const shown = await provision();
    expect(shown.output).toMatch(/app client sign-up.*may write [^\n]*given_name/);
    const mapped = await provision([], { COGNITO_HANDLE_ATTRIBUTE: "custom:rank" });
    expect(mapped.output).toMatch(/app client api,.*may write [^\n]*custom:rank/);
    await expect(readFile(output, "utf8")).rejects.toMatchObject({ code: "ENOENT" });
  });

  it.each([
    ["DeletionProtection", { pool: { DeletionProtection: "ACTIVE" } }],
    [
      "UserAttributeUpdateSettings",
      {
        pool: { UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: ["email"] } },
      },
    ],
    [
      "Policies.PasswordPolicy.MinimumLength",
      { pool: { Policies: { PasswordPolicy: { MinimumLength: 12 } } } },
    ],
    ["MfaConfiguration", { pool: { MfaConfiguration: "OPTIONAL" }, mfa: { MfaConfiguration: "OPTIONAL" } }],
    [
      "AdminCreateUserConfig.AllowAdminCreateUserOnly",
      {
        pool: { AdminCreateUserConfig: { AllowAdminCreateUserOnly: false } },
      },
    ],
  ])("--only %s changes that and nothing else", async (address, change) => {
    const company = await startCompanyPool();
    const { provision } = await commandsOn(company);
    const before = await company.snapshot();
    const { code, output } = await provision(["--only", address, "--yes"]);
    expect(code).toBe(0);
    expect(output).toContain("Effect:");
    expect(await company.snapshot()).toEqual(override(before, change));
    expect(await listClients(company.cognito, company.userPoolId)).toEqual(["api", "web"]);
  });

  it("--only on an app client adds a flow, and keeps its flows, URLs, scopes, providers and lifetimes", async () => {
    const company = await startCompanyPool();
    const { provision } = await commandsOn(company);
    const before = await company.snapshot();
    const args = [
      "--client-id",
      company.webClientId,
      "--only",
      "api.ExplicitAuthFlows,api.EnableTokenRevocation",
    ];
    expect((await provision([...args, "--yes"])).code).toBe(0);
    const [web = {}, ...others] = before.clients;
    const flows = [
      "ALLOW_USER_SRP_AUTH",
      "ALLOW_REFRESH_TOKEN_AUTH",
      "ALLOW_USER_PASSWORD_AUTH",
      "ALLOW_USER_AUTH",
    ];
    expect(await company.snapshot()).toEqual({
      ...before,
      clients: [{ ...web, ExplicitAuthFlows: flows, EnableTokenRevocation: true }, ...others],
    });
  });

  it("--only with the name of an app client creates it, and changes no app client that exists", async () => {
    const company = await startCompanyPool();
    const { provision } = await commandsOn(company);
    expect((await provision(["--only", "api", "--yes"])).code).toBe(0);
    expect(await listClients(company.cognito, company.userPoolId)).toEqual(["api", "api", "web"]);
    const before = await company.snapshot();
    const again = await provision(["--client-id", company.webClientId, "--only", "api", "--yes"]);
    expect([again.code, again.output]).toEqual([0, expect.stringContaining("Nothing to do")]);
    expect(again.output).toMatch(/required, and not named by --only: .*api\.EnableTokenRevocation/);
    expect(await company.snapshot()).toEqual(before);
  });

  it("without --user-pool-id changes no pool of the same name", async () => {
    const company = await startCompanyPool();
    const before = [await company.snapshot(), await listClients(company.cognito, company.userPoolId)];
    const { output } = await commandsOn(company);
    const named = [
      "provision",
      "--region",
      "us-east-1",
      "--name",
      "Starfleet accounts",
      "--output",
      output,
      "--yes",
    ];
    const environment = { ...credentials, COGNITO_ENDPOINT: company.url };
    for (const args of [named, [...named, "--only", "MfaConfiguration"]]) {
      const refused = await runCommand(args, environment);
      expect([refused.code, refused.output]).toEqual([1, expect.stringContaining(company.userPoolId)]);
    }
    expect([await company.snapshot(), await listClients(company.cognito, company.userPoolId)]).toEqual(
      before,
    );
  });

  it("acts on the pool of the environment", async () => {
    const company = await startCompanyPool();
    const directory = await makeDirectory();
    const { code, output } = await runCommand(["provision", "--output", join(directory, "x.env")], {
      ...credentials,
      COGNITO_ENDPOINT: company.url,
      COGNITO_USER_POOL_ID: company.userPoolId,
      COGNITO_CLIENT_ID: company.webClientId,
    });
    expect([code, output]).toEqual([0, expect.stringContaining(company.webClientId)]);
    expect(output).toContain("app client sign-up");
    expect(output).not.toContain("app client api");
  });
});

describe("bad input", () => {
  it.each<[string, (company: CompanyPool) => string[], string]>([
    ["a pool that is not there", () => ["--user-pool-id", "us-east-1_Nowhere01"], "us-east-1_Nowhere01"],
    ["what is no id of a pool", () => ["--user-pool-id", "starfleet"], "starfleet"],
    [
      "another region than the pool's",
      (c) => ["--user-pool-id", c.userPoolId, "--region", "eu-west-1"],
      "eu-west-1",
    ],
    ["an option without a value", () => ["--user-pool-id"], "--user-pool-id"],
    ["an option twice", () => ["--region", "a", "--region", "b"], "--region"],
    ["an unknown option", () => ["--pool", "x"], "--pool"],
    ["an argument without an option", () => ["us-east-1_Nowhere01"], "us-east-1_Nowhere01"],
  ])("%s is answered in words by both commands", async (_title, toArgs, word) => {
    const company = await startCompanyPool();
    const environment = { ...credentials, COGNITO_ENDPOINT: company.url };
    const file = join(await makeDirectory(), "cognito.env");
    for (const command of ["doctor", "provision"]) {
      const args = [
        command,
        ...toArgs(company),
        ...(command === "provision" ? ["--output", file, "--yes"] : []),
      ];
      const { code, output } = await runCommand(args, environment);
      expect([command, code, output]).toEqual([
        command,
        command === "doctor" ? 3 : 1,
        expect.stringContaining(word),
      ]);
      expectWords(output);
    }
    expect(await listClients(company.cognito, company.userPoolId)).toEqual(["api", "web"]);
  });

  it("a client of another pool is a finding of doctor, and refused by provision, with the pool's own app clients", async () => {
    const company = await startCompanyPool();
    const { UserPool } = await company.cognito.send(new CreateUserPoolCommand({ PoolName: "other" }));
    const { UserPoolClient } = await company.cognito.send(
      new CreateUserPoolClientCommand({ UserPoolId: UserPool?.Id, ClientName: "elsewhere" }),
    );
    const clientId = UserPoolClient?.ClientId ?? "";
    const { report, provision } = await commandsOn(company);
    const [first] = (await report(["--client-id", clientId])).findings;
    expect(first).toMatchObject({
      level: "required",
      setting: "api",
      actual: expect.stringContaining(clientId),
    });
    const { code, output } = await provision(["--client-id", clientId, "--yes"]);
    expect([code, output]).toEqual([1, expect.stringContaining(company.webClientId)]);
    expect(await listClients(company.cognito, company.userPoolId)).toEqual(["api", "web"]);
  });

  it("provision refuses settings that it does not know or cannot change, and a file for another pool", async () => {
    const company = await startCompanyPool();
    const { provision, output } = await commandsOn(company);
    const before = await company.snapshot();
    for (const only of [
      "MfaConfig",
      "UsernameConfiguration.CaseSensitive",
      "SchemaAttributes",
      "DeletionProtection,x",
    ]) {
      const refused = await provision(["--only", only, "--yes"]);
      expect([only, refused.code]).toEqual([only, 1]);
      expectWords(refused.output);
    }
    await writeFile(output, "COGNITO_USER_POOL_ID=us-east-1_Precious1\nCOGNITO_CLIENT_SECRET=precious\n");
    expect((await provision(["--yes"])).code).toBe(1);
    expect(await readFile(output, "utf8")).toContain("precious");
    expect(await company.snapshot()).toEqual(before);
    expect(await listClients(company.cognito, company.userPoolId)).toEqual(["api", "web"]);
  });
});

/** Says what happened, without a stack. */
function expectWords(output: string): void {
  expect(output).not.toMatch(/^\s+at /m);
  expect(output).not.toContain("$metadata");
}

function denial(action: string) {
  return {
    kind: "exception" as const,
    name: "AccessDeniedException",
    status: 400,
    message: `User: arn:aws:iam::123456789012:user/pike is not authorized to perform: ${action} on resource: arn:aws:cognito-idp:us-east-1:123456789012:userpool/us-east-1_Local0001 because no identity-based policy allows the ${action} action`,
  };
}

describe("refusals of AWS", () => {
  it.each(commandPermissions.doctor)(
    "doctor names a missing $action, and how to grant it",
    async ({ action }) => {
      const company = await startCompanyPool();
      const { url, faults } = await startFaultyUserPool(company.url);
      faults.set(action.replace("cognito-idp:", ""), denial(action));
      const { doctor } = await commandsOn({ ...company, url });
      const args = action.endsWith("DescribeUserPoolClient") ? ["--client-id", company.webClientId] : [];
      const { code, output } = await doctor(args);
      expect([code, output]).toEqual([3, expect.stringContaining(`"Action":"${action}"`)]);
      expectWords(output);
    },
  );

  it.each(commandPermissions.provision)(
    "provision names a missing $action and what was done, and goes on when it is granted",
    async ({ action }) => {
      const company = await startCompanyPool();
      const { url, faults } = await startFaultyUserPool(company.url);
      const operation = action.replace("cognito-idp:", "");
      faults.set(operation, denial(action));
      const { provision, output: file } = await commandsOn({ ...company, url });
      const before = await company.snapshot();
      const run = (args: string[]) =>
        operation === "ListUserPools" || operation === "CreateUserPool"
          ? runCommand(["provision", "--region", "us-east-1", "--output", file, "--yes"], {
              ...credentials,
              COGNITO_ENDPOINT: url,
            })
          : provision([...args, "--yes"]);
      const changes: Record<string, string[]> = {
        UpdateUserPool: ["--only", "DeletionProtection"],
        SetUserPoolMfaConfig: ["--only", "MfaConfiguration"],
        UpdateUserPoolClient: ["--client-id", company.webClientId, "--only", "api.EnableTokenRevocation"],
      };
      const args = changes[operation] ?? [];
      const refused = await run(args);
      expect([refused.code, refused.output]).toEqual([1, expect.stringContaining(`"Action":"${action}"`)]);
      expectWords(refused.output);
      expect(refused.output).toMatch(/Nothing was changed|What is done stays|^(?![^]*Done:)/);
      expect(await company.snapshot()).toEqual(before);
      faults.clear();
      expect((await run(args)).code).toBe(0);
      if (args.length === 0 && !operation.includes("UserPools") && operation !== "CreateUserPool")
        expect(await listClients(company.cognito, company.userPoolId)).toEqual([
          "api",
          "api",
          "sign-up",
          "web",
        ]);
    },
  );

  it("a new pool that AWS refuses to finish is finished by the commands that the output names", async () => {
    const company = await startCompanyPool();
    const { url, faults } = await startFaultyUserPool(company.url);
    faults.set("SetUserPoolMfaConfig", denial("cognito-idp:SetUserPoolMfaConfig"));
    const environment = { ...credentials, COGNITO_ENDPOINT: url };
    const file = join(await makeDirectory(), "new.env");
    const run = (...args: string[]) =>
      runCommand(["provision", "--output", file, "--yes", ...args], environment);
    const refused = await run("--region", "us-east-1");
    const [, userPoolId = ""] =
      /--user-pool-id (us-east-1_\w+), .*--only MfaConfiguration/.exec(refused.output) ?? [];
    expect([refused.code, userPoolId]).toEqual([1, expect.stringContaining("us-east-1_")]);
    // By its name alone nothing is added to it.
    expect((await run("--region", "us-east-1")).code).toBe(1);
    faults.clear();
    expect((await run("--user-pool-id", userPoolId)).code).toBe(0);
    expect((await run("--user-pool-id", userPoolId, "--only", "MfaConfiguration")).code).toBe(0);
    const { report } = await commandsOn({ url, userPoolId });
    const { findings } = await report([], parseEnv(await readFile(file, "utf8")));
    expect(findings.map(({ setting }) => setting)).toEqual(["EmailConfiguration"]);
  });

  it("the commands use the permissions that are written down, and no others", async () => {
    const company = await startCompanyPool();
    const { url, operations } = await startFaultyUserPool(company.url);
    const { doctor, provision } = await commandsOn({ ...company, url });
    const environment = { ...credentials, COGNITO_ENDPOINT: url };
    const used = () => [...new Set(operations.splice(0))].map((name) => `cognito-idp:${name}`).toSorted();
    await doctor(["--client-id", company.webClientId]);
    const actions = (command: "doctor" | "provision") =>
      commandPermissions[command].map(({ action }) => action).toSorted();
    expect(used()).toEqual(actions("doctor"));
    const file = join(await makeDirectory(), "new.env");
    await runCommand(["provision", "--region", "us-east-1", "--output", file, "--yes"], environment);
    await provision(["--yes"]);
    await provision(["--yes", "--only", "DeletionProtection,MfaConfiguration"]);
    const client = ["--client-id", company.webClientId, "--only", "api.EnableTokenRevocation"];
    await provision(["--yes", ...client]);
    expect(used()).toEqual(actions("provision"));
    for (const command of ["doctor", "provision"] as const) {
      const { code, output } = await runCommand([command, "--help"], environment);
      expect(code).toBe(0);
      for (const action of actions(command)) expect(output).toContain(action);
    }
    expect(used()).toEqual([]);
  });

  it.each([
    ["ExpiredTokenException", "The security token included in the request is expired"],
    ["UnrecognizedClientException", "The security token included in the request is invalid."],
    ["InvalidSignatureException", "Signature expired"],
    ["TooManyRequestsException", "Rate exceeded"],
    ["InternalErrorException", "Oops"],
  ])("%s ends both commands in words", async (name, message) => {
    const company = await startCompanyPool();
    const { url, faults } = await startFaultyUserPool(company.url);
    faults.set("*", { kind: "exception", name, status: 400, message });
    const { provision, report } = await commandsOn({ ...company, url });
    const [refused, reported] = await Promise.all([provision(["--yes"]), report()]);
    expect(refused.code).toBe(1);
    expectWords(refused.output);
    expect(reported).toEqual({ version: 1, error: { code: name, message: expect.any(String) } });
  });

  it("so do no credentials, and a connection that breaks", async () => {
    const company = await startCompanyPool();
    const { url, faults } = await startFaultyUserPool(company.url);
    const home = await makeDirectory();
    const nobody = { AWS_EC2_METADATA_DISABLED: "true", HOME: home };
    const args = ["doctor", "--user-pool-id", company.userPoolId];
    const without = await runCommand(args, { ...nobody, COGNITO_ENDPOINT: url });
    faults.set("*", { kind: "refused" });
    const { doctor } = await commandsOn({ ...company, url });
    const broken = await doctor();
    for (const { code, output } of [without, broken]) {
      expect(code).toBe(3);
      expectWords(output);
    }
  });

  it("a throttled call is repeated", async () => {
    const company = await startCompanyPool();
    const { url, faults, operations } = await startFaultyUserPool(company.url);
    faults.set("ListGroups", { kind: "exception", name: "TooManyRequestsException", status: 400 });
    const { doctor } = await commandsOn({ ...company, url });
    expect((await doctor()).code).toBe(3);
    expect(operations.filter((name) => name === "ListGroups").length).toBeGreaterThan(1);
  });
});

/** Replaces values in nested objects. */
function override(value: unknown, change: unknown): unknown {
  if (!isObject(value) || !isObject(change)) return change;
  return Object.fromEntries(
    [...new Set([...Object.keys(value), ...Object.keys(change)])].map((key) => [
      key,
      key in change ? override(value[key], change[key]) : value[key],
    ]),
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
