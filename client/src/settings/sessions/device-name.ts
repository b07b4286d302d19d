/** Translates the API's description of a device: `Firefox on Linux`, or the name of a program. */
export function deviceName(
  description: string | null,
  messages: { unknownDevice: string; device: (browser: string, system: string) => string },
): string {
  if (description === null) return messages.unknownDevice;
  const [browser, system] = description.split(" on ");
  return browser !== undefined && system !== undefined ? messages.device(browser, system) : description;
}
