import { Field, ID, ObjectType } from "type-graphql";
import { DateTime } from "../../graphql/date-time.scalar.ts";
import { mutationResult } from "../../graphql/mutation-result.ts";
import { Viewer } from "../../users/viewer.type.ts";
import type { RememberedDevice } from "./remembered-devices-table.ts";

@ObjectType({
  simpleResolvers: true,
  description: "A device whose sign-ins ask for no second factor, for 30 days. `forgetDevice` ends that.",
})
export class Device {
  @Field(() => ID, { description: "UUIDv7. For `forgetDevice`." })
  id!: string;

  @Field(() => String, {
    nullable: true,
    description: "The client that signed in, e.g. `Firefox on Linux`. Null if unknown.",
  })
  name!: string | null;

  @Field(() => DateTime, { description: "Since when it is remembered." })
  createdAt!: string;

  @Field(() => DateTime, { description: "The last sign-in by it." })
  lastUsedAt!: string;

  @Field(() => Boolean, { description: "Whether it sends the request." })
  current!: boolean;
}

export function toDevice(
  { id, name, deviceKey, createdAt, lastUsedAt }: RememberedDevice,
  currentKeys: readonly string[],
): Device {
  return {
    id,
    name,
    createdAt: createdAt.toISOString(),
    lastUsedAt: lastUsedAt.toISOString(),
    current: currentKeys.includes(deviceKey),
  };
}

export const ForgetDeviceResult = mutationResult("forgetDevice", [Viewer]);
