import { access, readFile } from "node:fs/promises";
import { expect, it } from "vitest";
import { readConfig } from "../../config/read-config.ts";
import { variableNames } from "../../config/variables.ts";
import { type ComposeService, environmentOf, readComposeFile } from "./compose-file.ts";

// The tests do not run Docker: this file checks docker-compose.yml, and topology.test.ts runs its commands with its
// environment as processes.

const root = new URL("../../../", import.meta.url);
const { services, volumes } = await readComposeFile();
const ours = Object.entries(services).filter(([, { image }]) => image === "cruddur");
const dockerfile = await readFile(new URL("Dockerfile", root), "utf8");

/** Variables of the AWS SDK and of Postgres' image. */
const foreignVariables = /^(AWS_ACCESS_KEY_ID|AWS_SECRET_ACCESS_KEY|POSTGRES_USER|POSTGRES_PASSWORD)$/;

/** The script and the subcommand of a command, without arguments of Node. */
function programOf({ command = [] }: ComposeService): string[] {
  const [, ...args] = command;
  return args.filter((arg) => !arg.startsWith("-"));
}

it.each(ours)("%s has only variables that the server reads, with valid values", async (_name, service) => {
  const environment = await environmentOf(service);
  const unknown = Object.keys(environment).filter(
    (name) => !variableNames.includes(name) && !foreignVariables.test(name),
  );
  expect(unknown).toEqual([]);
  const isPool = programOf(service).includes("user-pool");
  const pool = isPool
    ? { LOCAL_USER_POOL: "on" }
    : {
        COGNITO_USER_POOL_ID: "us-east-1_Local0001",
        COGNITO_CLIENT_ID: "client",
        COGNITO_CLIENT_SECRET: "secret",
      };
  expect(() => readConfig({ NODE_ENV: "production", ...environment, ...pool })).not.toThrow();
});

it.each(ours)("%s runs a command that exists", async (_name, service) => {
  const [script = "", command = "start"] = programOf(service);
  expect(service.command?.[0]).toBe("node");
  await access(new URL(script.replace(/^dist\//, "").replace(/\.js$/, ".ts"), root));
  const main = await readFile(new URL("server/main.ts", root), "utf8");
  expect(main).toMatch(new RegExp(`^ *"?${command}"?: async`, "m"));
});

it.each(Object.entries(services))(
  "%s is read-only, unprivileged, and starts after its healthy dependencies",
  async (name, service) => {
    expect(service.read_only).toBe(true);
    expect(service.security_opt).toContain("no-new-privileges:true");
    expect(service.image).toBeTruthy();
    for (const [before, { condition }] of Object.entries(service.depends_on)) {
      expect(condition).toBe("service_healthy");
      const dependency = services[before];
      expect(
        dependency?.healthcheck ?? (dependency?.image === "cruddur" && dockerfile.match(/^HEALTHCHECK/m)),
      ).toBeTruthy();
    }
    for (const volume of service.volumes) {
      const [source = ""] = volume.split(":");
      if (source.startsWith("./")) await access(new URL(source, root));
      else expect(volumes).toContain(source);
    }
    // Database, Valkey, user pool and metrics have no port outside, and the mail tool has one for this machine alone.
    expect(service.ports).toEqual({ proxy: ["4000:4000"], mailpit: ["127.0.0.1:8025:8025"] }[name] ?? []);
  },
);

it("every image has an exact version", () => {
  const images = Object.values(services).flatMap(({ image }) => image ?? []);
  const bases = Array.from(dockerfile.matchAll(/^FROM (\S+)/gm), ([, image = ""]) => image);
  expect(bases.length).toBeGreaterThan(1);
  for (const image of [...images.filter((each) => each !== "cruddur"), ...bases])
    expect(image).toMatch(/:v?\d+\.\d+(?:\.\d+)?(?:-[\w.-]+)?(?:@sha256:[0-9a-f]{64})?$/);
});

it("no port is published for the well-known credentials, and none are in the environment of the pool", async () => {
  const pool = services["user-pool"];
  expect(pool?.ports).toEqual([]);
  // The nodes take the pool's own keys from the file that it writes, and reach it by a name that it serves.
  for (const [name, service] of ours) {
    const environment = await environmentOf(service);
    expect(environment).not.toHaveProperty("AWS_SECRET_ACCESS_KEY");
    if (name === "user-pool") continue;
    expect(pool?.environment["SERVED_HOSTS"]).toBe(new URL(environment["COGNITO_ENDPOINT"] ?? "").hostname);
  }
});

it("one service builds the image of all", () => {
  expect(ours.length).toBeGreaterThan(2);
  expect(ours.filter(([, { build }]) => build === ".").map(([name]) => name)).toEqual(["user-pool"]);
});

it("the image runs as an unprivileged user, without build tools", () => {
  const stages = dockerfile.split(/^FROM /m).slice(1);
  expect(stages.length).toBeGreaterThan(1);
  expect(stages.at(-1)).toMatch(/^USER 1000:1000$/m);
  expect(stages.at(-1)).not.toMatch(/npm/);
});
