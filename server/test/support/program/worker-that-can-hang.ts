import { sendHeartbeats } from "../../../workers/reports.ts";
import { sendToPrimary } from "../../../workers/worker-bus.ts";

// A worker without an application, which a test may let hang.

sendHeartbeats(process, 20);
sendToPrimary(process, { kind: "ready", url: String(process.pid) });
process.on("message", (message) => {
  if (message !== "hang") return;
  // Until it is killed.
  for (;;);
});
process.once("SIGTERM", () => process.exit());
