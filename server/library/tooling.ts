export { createSchema, type SchemaOptions } from "../app/schema.ts";
export { doctor } from "../commands/doctor.ts";
export { provision } from "../commands/provision.ts";
