/** A response to a browser or a program, besides those of the operations. */
export type WebResponse = {
  status: number;
  headers: Record<string, string | string[]>;
  body: string;
};

/** A response for a program. It is never cached, since it may have tokens. */
export function json(status: number, body: object, headers: Record<string, string> = {}): WebResponse {
  return {
    status,
    headers: { "content-type": "application/json", "cache-control": "no-store", ...headers },
    body: JSON.stringify(body),
  };
}

/** 303 makes a browser follow a POST with a GET. */
export function redirect(location: string, cookies: string[] = [], status: 302 | 303 = 302): WebResponse {
  return {
    status,
    headers: {
      location,
      "cache-control": "no-store",
      "referrer-policy": "no-referrer",
      ...(cookies.length > 0 && { "set-cookie": cookies }),
    },
    body: "",
  };
}
