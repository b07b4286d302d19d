import { cp, mkdir, rm } from "node:fs/promises";
import { fileURLToPath, pathToFileURL } from "node:url";
import { AdminAddUserToGroupCommand } from "@aws-sdk/client-cognito-identity-provider";
import { generate } from "@graphql-codegen/cli";
import { printSchema } from "graphql";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { preset } from "../../client/codegen/preset.ts";
import { createSchema } from "../../server/app/schema.ts";
import { auth } from "../../server/features/auth.ts";
import { cruddur } from "../../server/features/cruddur.ts";
import { type Person, signUpPerson } from "../../server/test/support/app/builders.ts";
import { postGraphql } from "../../server/test/support/app/post-graphql.ts";
import { localUserPoolId, startTestApp, type TestApp } from "../../server/test/support/app/test-app.ts";
import { eventually } from "../../server/test/support/patience.ts";
import { notes } from "./feature.ts";
import { notes as notesTable } from "./notes-table.ts";

let app: TestApp;
let worf: Person;
let troi: Person;
beforeAll(async () => {
  app = await startTestApp({ features: [auth, notes] });
  worf = await signUpPerson(app);
  troi = await signUpPerson(app);
});
afterAll(() => app.stop());

async function ask(person: Person | undefined, query: string, variables: object = {}) {
  const headers: Record<string, string> = person ? { authorization: `Bearer ${person.accessToken}` } : {};
  const response = await postGraphql(app.url, { query, variables }, headers);
  return (await response.json()) as {
    data?: Record<string, unknown>;
    errors?: { extensions: { code: string; reason?: string } }[];
  };
}

const write = async (person: Person, text: string) =>
  await ask(
    person,
    `mutation Write($input: WriteNoteInput!) {
      writeNote(input: $input) {
        ... on NoteWritten { note { text } }
        ... on Rejected { problems { code field } }
      }
    }`,
    { input: { text } },
  );

describe("notes", () => {
  it("are written and read by their author alone", async () => {
    expect((await write(worf, " Qapla' ")).data).toEqual({ writeNote: { note: { text: "Qapla'" } } });
    expect((await write(worf, " ")).data).toEqual({
      writeNote: { problems: [{ code: "INVALID_INPUT", field: "text" }] },
    });
    expect((await ask(worf, "{ notes { text } }")).data).toEqual({ notes: [{ text: "Qapla'" }] });
    expect((await ask(troi, "{ notes { text } }")).data).toEqual({ notes: [] });
    const [error] = (await ask(undefined, "{ notes { text } }")).errors ?? [];
    expect(error?.extensions.code).toBe("UNAUTHENTICATED");
  });

  it("are read by the group `reviewers`, which the start has created in the local user pool", async () => {
    await write(worf, "for review");
    const [error] = (await ask(troi, "{ notesOfAll { text } }")).errors ?? [];
    expect(error?.extensions).toMatchObject({ code: "FORBIDDEN", reason: "GROUP_MISSING" });
    const user = { UserPoolId: localUserPoolId, Username: troi.email };
    await app.cognito.send(new AdminAddUserToGroupCommand({ ...user, GroupName: "reviewers" }));
    const { signIn } = await troi.browser.sdk.signIn({
      input: { identifier: troi.email, password: troi.password },
    });
    if (signIn.__typename !== "SignedIn") throw new Error(signIn.__typename);
    const reviewer = { ...troi, accessToken: signIn.session.accessToken };
    expect((await ask(reviewer, "{ notesOfAll { text } }")).data?.["notesOfAll"]).toContainEqual({
      text: "for review",
    });
  });

  it("are removed with the account of their author", async () => {
    const data = await signUpPerson(app);
    await write(data, "a note");
    const before = await app.db.select().from(notesTable);
    const { deleteAccount } = await data.browser.sdk.deleteAccount({ input: { password: data.password } });
    expect(deleteAccount.__typename).toBe("AccountDeleted");
    const after = await app.db.select().from(notesTable);
    expect(before.length - after.length).toBe(1);
  });
});

it("the feature beside all others adds to the schema, and changes nothing of it", () => {
  const lines = new Set(printSchema(createSchema([...cruddur, notes])).split("\n"));
  expect(
    printSchema(createSchema(cruddur))
      .split("\n")
      .filter((line) => !lines.has(line)),
  ).toEqual([]);
});

it("the generated SDK has its operations, and gets new notes as they are written", async () => {
  const folder = fileURLToPath(new URL("../../dist/test-notes/client/", import.meta.url));
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await cp(new URL("../../client/sdk", import.meta.url), `${folder}sdk`, {
    recursive: true,
    filter: (source) => !source.endsWith("tsconfig.json"),
  });
  const written = await generate(
    {
      schema: printSchema(createSchema([auth, notes])),
      documents: ["session", "sign-in", "sign-up", "fragments"]
        .map((each) => `client/operations/${each}.graphql`)
        .concat("examples/notes/operations/*.graphql"),
      generates: {
        [`${folder}generated/`]: {
          preset,
          config: {
            scalars: { DateTime: "string", ID: "string" },
            enumType: "string-literal",
            useTypeImports: true,
          },
        },
      },
      silent: true,
    },
    true,
  );
  expect(written.length).toBeGreaterThan(0);
  const { createSdk } = await import(pathToFileURL(`${folder}sdk/sdk.ts`).href);
  const sdk = createSdk({
    url: `${app.url}/graphql`,
    headers: () => ({ authorization: `Bearer ${worf.accessToken}` }),
  });
  const stream = sdk.noteWritten()[Symbol.asyncIterator]();
  let received: string | undefined;
  const read = async (): Promise<void> => {
    received = (await stream.next()).value.noteWritten.text;
  };
  const reading = read();
  // Notes from before the stream is open are not in it.
  await eventually(async () => {
    await sdk.writeNote({ input: { text: "by the SDK" } });
    expect(received).toBe("by the SDK");
  });
  await reading;
  await stream.return();
  expect((await sdk.notes()).notes[0].text).toBe("by the SDK");
});
