/** A browser at the pages of a user pool: it keeps cookies, follows redirects within the pool, and fills in forms. */
export function openLoginBrowser(poolUrl: string) {
  const cookies = new Map<string, string>();

  /** @returns the page, or where the browser was sent from the pool. */
  async function open(url: URL | string, form?: Record<string, string>): Promise<Page | URL> {
    const response = await fetch(url, {
      redirect: "manual",
      headers: { cookie: Array.from(cookies, ([name, value]) => `${name}=${value}`).join("; ") },
      ...(form && { method: "POST", body: new URLSearchParams(form) }),
    });
    for (const each of response.headers.getSetCookie()) {
      const [name = "", value = ""] = each.split(";")[0]?.split("=") ?? [];
      if (value === "") cookies.delete(name);
      else cookies.set(name, value);
    }
    const location = response.headers.get("location");
    if (location === null) return { status: response.status, html: await response.text(), url: String(url) };
    const next = new URL(location, url);
    return next.origin === new URL(poolUrl).origin ? await open(next) : next;
  }

  /** Sends the form of a page. */
  async function submit(page: Page | URL, fields: Record<string, string>): Promise<Page | URL> {
    if (page instanceof URL) throw new Error(`Not a page of the pool: ${page.href}`);
    const action = /<form method="post" action="([^"]*)"/.exec(page.html)?.[1] ?? "";
    const hidden = page.html.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g);
    const given = Array.from(hidden, ([, name = "", value = ""]): [string, string] => [name, value]);
    return await open(new URL(action.replaceAll("&amp;", "&"), page.url), {
      ...Object.fromEntries(given),
      ...fields,
    });
  }
  return { open, submit, cookies };
}

export type Page = { status: number; html: string; url: string };
