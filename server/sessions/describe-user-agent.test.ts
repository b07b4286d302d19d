import { expect, test } from "vitest";
import { describeUserAgent } from "./describe-user-agent.ts";

test.each([
  ["Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox on Linux"],
  [
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_2 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.2 Mobile/15E148 Safari/604.1",
    "Safari on iOS",
  ],
  [
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36",
    "Chrome on Windows",
  ],
  ["curl/8.14.1", "curl"],
  ["YOUR ACCOUNT IS LOCKED call +1 900 555/1.0 (Linux)", null],
  ["node", "node"],
  ["\u0000<script>", null],
  ["", null],
])("%s is described as %s", (header, description) => {
  expect(describeUserAgent(header)).toBe(description);
});
