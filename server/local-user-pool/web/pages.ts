import { createHash } from "node:crypto";
import type { WebResponse } from "./response.ts";

const style = `:root{color-scheme:light dark;font:1rem/1.5 system-ui,sans-serif}
body{max-width:22rem;margin:10vh auto;padding:0 1rem}
label{display:block;margin:1rem 0}
input,select,button{font:inherit;box-sizing:border-box;width:100%;padding:.5rem;margin-top:.25rem}
[role=alert]{border-inline-start:.25rem solid;padding-inline-start:.75rem}`;

const styleHash = createHash("sha256").update(style).digest("base64");

/** A field of a form. */
type PageField = {
  name: string;
  label: string;
  type?: "text" | "password";
  autocomplete: string;
  /** To choose from, in place of typing. */
  options?: string[];
};

export type FormPage = {
  title: string;
  /** An address of this pool. */
  action: string;
  hidden: Record<string, string>;
  fields: PageField[];
  submit: string;
  /** Another button, which sends the form with a value of its own and unfilled fields. */
  alternative?: { label: string; name: string; value: string };
  /** Addresses of this pool that lead to the same by another way. */
  links?: { label: string; href: string }[];
  problem?: string | undefined;
  /** Where a redirect after the form may lead: browsers count it as a target of the form. */
  redirectUri: string;
};

/** A page with a form. It has no script, and works without one. */
export function formPage(
  { title, action, hidden, fields, submit, alternative, links = [], problem, redirectUri }: FormPage,
  cookies: string[] = [],
): WebResponse {
  const body = [
    `<h1>${escape(title)}</h1>`,
    problem === undefined ? "" : `<p role="alert">${escape(problem)}</p>`,
    `<form method="post" action="${escape(action)}">`,
    ...Object.entries(hidden).map(
      ([name, value]) => `<input type="hidden" name="${escape(name)}" value="${escape(value)}">`,
    ),
    ...fields.map(toLabel),
    `<button>${escape(submit)}</button>`,
    alternative ? toAlternative(alternative) : "",
    "</form>",
    ...links.map(({ label, href }) => `<p><a href="${escape(href)}">${escape(label)}</a></p>`),
  ];
  return page(problem === undefined ? 200 : 400, title, body.join("\n"), toSource(redirectUri), cookies);
}

/** A page for what no app client may be told. */
export function errorPage(status: number, message: string): WebResponse {
  return page(status, "Error", `<h1>Error</h1>\n<p role="alert">${escape(message)}</p>`, "", []);
}

/** A page with links alone, where there is nothing to fill in. */
export function linksPage(title: string, links: { label: string; href: string }[]): WebResponse {
  const items = links.map(({ label, href }) => `<p><a href="${escape(href)}">${escape(label)}</a></p>`);
  return page(200, title, [`<h1>${escape(title)}</h1>`, ...items].join("\n"), "", []);
}

function toAlternative({ label, name, value }: NonNullable<FormPage["alternative"]>): string {
  return `<button name="${escape(name)}" value="${escape(value)}" formnovalidate>${escape(label)}</button>`;
}

function toLabel({ name, label, type = "text", autocomplete, options }: PageField): string {
  const field = options
    ? `<select name="${escape(name)}">${options.map((each) => `<option>${escape(each)}</option>`).join("")}</select>`
    : `<input name="${escape(name)}" type="${type}" autocomplete="${escape(autocomplete)}" required>`;
  return `<label>${escape(label)}${field}</label>`;
}

function page(
  status: number,
  title: string,
  body: string,
  formTarget: string,
  cookies: string[],
): WebResponse {
  const policy = [
    "default-src 'none'",
    `style-src 'sha256-${styleHash}'`,
    `form-action 'self' ${formTarget}`.trim(),
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ];
  return {
    status,
    headers: {
      "content-type": "text/html; charset=utf-8",
      "cache-control": "no-store",
      "content-security-policy": policy.join("; "),
      "referrer-policy": "no-referrer",
      "x-content-type-options": "nosniff",
      ...(cookies.length > 0 && { "set-cookie": cookies }),
    },
    body: `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${escape(title)} · Local user pool</title>
<style>${style}</style>
<main>
${body}
</main>
</html>
`,
  };
}

/** A source of a content security policy: the origin, or the scheme of an app. */
function toSource(redirectUri: string): string {
  const { origin, protocol } = new URL(redirectUri);
  return origin === "null" ? protocol : origin;
}

const entities: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function escape(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => entities[character] ?? "");
}
