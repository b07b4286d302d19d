import { sendHeartbeats } from "../../../workers/reports.ts";
import { sendToPrimary } from "../../../workers/worker-bus.ts";

// A worker without an application that blocks its event loop when a test tells it to.

sendHeartbeats(process, 20);
sendToPrimary(process, { kind: "ready", url: String(process.pid) });
process.on("message", (message) => {
  if (message !== "hang") return;
  // It blocks until it is killed.
  for (;;);
});
process.once("SIGTERM", () => process.exit());
