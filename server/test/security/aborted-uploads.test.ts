import { once } from "node:events";
import { setImmediate as turn } from "node:timers/promises";
import { expect, it } from "vitest";
import { postGraphql } from "../support/app/post-graphql.ts";
import { startTestAppForThisTest } from "../support/app/test-app.ts";
import { openSocket } from "../support/network/raw-http.ts";

it("uploads that their clients abort write no errors to the log", async () => {
  const lines: string[] = [];
  const app = await startTestAppForThisTest({
    environment: { LOG_LEVEL: "info" },
    log: (line) => void lines.push(line),
  });
  const urls = [`${app.url}/graphql`, `${app.url}/healthz`, `${app.url}/nothing`, app.userPoolUrl];
  const bodies = ["Content-Length: 5000\r\n\r\nhello", "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n"];
  for (const url of urls)
    for (const body of bodies) {
      const socket = openSocket(url);
      await once(socket, "connect");
      socket.write(
        `POST ${new URL(url).pathname} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n${body}`,
      );
      for (let passed = 0; passed < 20; passed += 1) await turn();
      await once(socket.destroy(), "close");
    }
  await (await fetch(app.userPoolUrl)).text();
  await postGraphql(app.url, { query: "{ __typename }" });
  expect(
    lines.filter((line) => /"level":"?(?:error|fatal|50|60)/.test(line) || line.includes("stack")),
  ).toEqual([]);
});
