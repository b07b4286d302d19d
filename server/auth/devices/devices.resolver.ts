import { and, desc, eq, gt } from "drizzle-orm";
import { z } from "zod";
import { Arg, Ctx, Extensions, FieldResolver, Mutation, Resolver, Root } from "type-graphql";
import { requireMember } from "../../graphql/context.ts";
import { accountMutation } from "../../graphql/mutation-kind.ts";
import { Rejected } from "../../graphql/problem.type.ts";
import { findMember } from "../../users/find-member.ts";
import { toViewer, Viewer } from "../../users/viewer.type.ts";
import type { AuthContext } from "../context.ts";
import { currentDeviceKeys } from "./current-device-keys.ts";
import { ForgetDeviceInput } from "./device.input.ts";
import { rememberedForMs, removeFromCookie } from "./device-token.ts";
import { Device, ForgetDeviceResult, toDevice } from "./device.type.ts";
import { forgetDevice } from "./forget-devices.ts";
import { rememberedDevices } from "./remembered-devices-table.ts";

@Resolver(() => Viewer)
export class DevicesResolver {
  @FieldResolver(() => [Device], {
    description:
      "The devices that the viewer asked to be remembered, in answer to a second factor; newest first. `forgetDevice` forgets one.",
  })
  async devices(@Root() { member }: Viewer, @Ctx() context: AuthContext): Promise<Device[]> {
    const { db, clock } = context;
    const expiredAt = new Date(clock().getTime() - rememberedForMs);
    const rows = await db
      .select()
      .from(rememberedDevices)
      .where(and(eq(rememberedDevices.userId, member.userId), gt(rememberedDevices.createdAt, expiredAt)))
      .orderBy(desc(rememberedDevices.createdAt), desc(rememberedDevices.id));
    if (rows.length === 0) return [];
    const currentKeys = await currentDeviceKeys(context, member);
    return rows.map((row) => toDevice(row, currentKeys));
  }

  @Extensions(accountMutation)
  @Mutation(() => ForgetDeviceResult, {
    description:
      "Forgets one of the devices in `viewer.devices`: its next sign-in asks for the second factor. Its session goes on. Rejected with NOT_FOUND if the viewer has no such device. Requires an access token.",
  })
  async forgetDevice(
    @Arg("input", () => ForgetDeviceInput, { description: "The device to forget." }) input: ForgetDeviceInput,
    @Ctx() context: AuthContext,
  ): Promise<Viewer | Rejected> {
    const member = requireMember(context);
    const user = await findMember(context, member);
    const { deviceId: id } = input;
    if (!z.uuid().safeParse(id).success || !(await forgetDevice(context, user, { id })))
      return new Rejected([
        {
          code: "NOT_FOUND",
          message: "You have no such device. It may be forgotten already.",
          field: "deviceId",
        },
      ]);
    removeFromCookie(context, [id]);
    return toViewer(user, member);
  }
}
