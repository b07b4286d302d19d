import { useLanguage } from "../../i18n/language.tsx";
import { isLanguage, languages } from "../../i18n/languages.ts";
import { setTheme, useTheme } from "../../preferences/theme.ts";
import { SegmentedControl } from "../../ui/inputs/SegmentedControl.tsx";
import { useShellMessages } from "../messages/use-shell-messages.ts";

/** Language and appearance, which take effect at once. */
export function PreferenceChoices() {
  const messages = useShellMessages().menu;
  const { chosen, choose } = useLanguage();
  const theme = useTheme();
  return (
    <>
      <SegmentedControl
        legend={messages.theme}
        options={(["system", "light", "dark"] as const).map((value) => ({
          value,
          label: messages.themes[value],
        }))}
        value={theme}
        onChange={setTheme}
      />
      <SegmentedControl
        legend={messages.language}
        options={Object.keys(languages)
          .filter(isLanguage)
          .map((value) => ({ value, label: languages[value], lang: value }))}
        value={chosen}
        onChange={choose}
      />
    </>
  );
}
