import { useState } from "react";
import type { FirstFactor } from "../../generated/types.ts";

/**
 * The factor whose challenge is being asked for, and a function that asks for one: not while another request is under way.
 *
 * @param begin sends the sign-in.
 */
export function useFirstFactorChoice(
  isBusy: boolean,
  begin: (factor: FirstFactor) => Promise<void>,
): [starting: FirstFactor | undefined, choose: (factor: FirstFactor) => void] {
  const [starting, setStarting] = useState<FirstFactor>();
  async function choose(factor: FirstFactor): Promise<void> {
    if (isBusy || starting !== undefined) return;
    setStarting(factor);
    await begin(factor);
    setStarting(undefined);
  }
  return [starting, (factor) => void choose(factor)];
}
