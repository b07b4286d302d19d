/** HTML that was made by `html`, so that it is inserted as it is. */
export class Html {
  constructor(readonly text: string) {}
}

type Value = string | number | Html | readonly Html[];

/**
 * Makes HTML of a template. Values are text, also in attributes between double quotes: every character that means
 * something in HTML is escaped. Only HTML itself is inserted as it is.
 */
export function html(parts: TemplateStringsArray, ...values: readonly Value[]): Html {
  return new Html(parts.reduce((text, part, index) => text + toHtml(values[index - 1]) + part));
}

const entities: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function toHtml(value: Value | undefined): string {
  if (value instanceof Html) return value.text;
  if (typeof value === "object") return value.map(({ text }) => text).join("");
  return String(value ?? "").replaceAll(/[&<>"']/g, (character) => entities[character] ?? "");
}
