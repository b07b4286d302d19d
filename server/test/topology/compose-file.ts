import { readFile } from "node:fs/promises";
import { parse } from "yaml";
import { z } from "zod";

const root = new URL("../../../", import.meta.url);

const serviceRules = z.object({
  image: z.string().optional(),
  build: z.string().optional(),
  command: z.array(z.string()).optional(),
  environment: z.record(z.string(), z.string()).default({}),
  env_file: z.array(z.object({ path: z.string(), required: z.boolean().default(true) })).default([]),
  ports: z.array(z.string()).default([]),
  volumes: z.array(z.string()).default([]),
  depends_on: z.record(z.string(), z.object({ condition: z.string() })).default({}),
  healthcheck: z.object({ test: z.array(z.string()) }).optional(),
  read_only: z.boolean().default(false),
  security_opt: z.array(z.string()).default([]),
});

/** A service of docker-compose.yml; the fields that tests use. */
export type ComposeService = z.infer<typeof serviceRules>;

export async function readComposeFile(): Promise<{
  services: Record<string, ComposeService>;
  volumes: string[];
}> {
  const text = await readFile(new URL("docker-compose.yml", root), "utf8");
  const { services, volumes } = z
    .object({ services: z.record(z.string(), serviceRules), volumes: z.record(z.string(), z.unknown()) })
    .parse(parse(text, { merge: true }));
  return { services, volumes: Object.keys(volumes) };
}

/** The environment of a service; its own variables override those of its files. */
export async function environmentOf(service: ComposeService): Promise<Record<string, string>> {
  const all: Record<string, string> = {};
  for (const { path } of service.env_file.filter(({ required }) => required))
    Object.assign(all, parseEnvironment(await readFile(new URL(path, root), "utf8")));
  return { ...all, ...service.environment };
}

export function parseEnvironment(text: string): Record<string, string> {
  const lines = text.split("\n").filter((line) => /^\w+=/.test(line));
  return Object.fromEntries(
    lines.map((line) => [line.slice(0, line.indexOf("=")), line.slice(line.indexOf("=") + 1)]),
  );
}
