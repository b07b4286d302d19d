import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { blocks, pages, root } from "./pages.ts";

const folder = `${root}/server/test/user-pool/front-ends`;
const page = pages.find(({ path }) => path === "docs/front-ends.md");

it.each(["amplify-front-end.ts", "auth-js-config.ts", "oidc-client.ts"])(
  "shows all of %s, which a test runs",
  (file) => {
    const source = readFileSync(`${folder}/${file}`, "utf8");
    const [, code = ""] = source.split(/^\/\/ What docs\/front-ends\.md shows .*$/m);
    const examples = page ? blocks(page, "ts").map(withoutFormatting) : [];
    expect(examples).toHaveLength(3);
    expect(examples).toContain(withoutFormatting(code));
  },
);

/** Removes the differences that a formatter makes: white space and trailing commas. */
function withoutFormatting(code: string): string {
  return code.replaceAll(/\s+/g, "").replaceAll(/,(?=[)}\]])/g, "");
}
