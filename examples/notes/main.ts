import { startApp } from "../../server/app/start-app.ts";
import { doctor } from "../../server/commands/doctor.ts";
import { exitWithReason } from "../../server/commands/exit-with-reason.ts";
import { provision } from "../../server/commands/provision.ts";
import { stopOnSignals } from "../../server/commands/stop-on-signals.ts";
import { readConfig } from "../../server/config/read-config.ts";
import { auth } from "../../server/features/auth.ts";
import { notes } from "./feature.ts";

// npx tsx --tsconfig examples/notes/tsconfig.run.json examples/notes/main.ts [provision | doctor]

const features = [auth, notes];
const [command, ...args] = process.argv.slice(2);
await exitWithReason(async () => {
  if (command === "provision") return await provision(process.env, args, features);
  if (command === "doctor") return await doctor(process.env, args, features);
  const app = await startApp(readConfig(process.env), { features });
  stopOnSignals(app.stop);
  process.stdout.write(`\n  ${app.url}/graphql\n\n`);
});
