import { tellOfLife } from "../workers/reports.ts";
import { tellPrimary } from "../workers/worker-bus.ts";

// A worker without an application, which a test may let hang.

tellOfLife(process, 20);
tellPrimary(process, { kind: "ready", url: String(process.pid) });
process.on("message", (message) => {
  if (message !== "hang") return;
  // Until it is killed.
  for (;;);
});
process.once("SIGTERM", () => process.exit());
