import { startApp } from "../../server/app/start-app.ts";
import { stopOnSignals } from "../../server/commands/stop-on-signals.ts";
import { readConfig } from "../../server/config/read-config.ts";
import { auth } from "../../server/features/auth.ts";
import { notes } from "./feature.ts";

// npx tsx --tsconfig examples/notes/tsconfig.json examples/notes/main.ts

const app = await startApp(readConfig(process.env), { features: [auth, notes] });
stopOnSignals(app.stop);
process.stdout.write(`\n  ${app.url}/graphql\n\n`);
