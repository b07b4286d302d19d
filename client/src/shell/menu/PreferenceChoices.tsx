import { useLanguage } from "../../i18n/language.tsx";
import { isLanguage, languages } from "../../i18n/languages.ts";
import { chooseTheme, useTheme } from "../../preferences/theme.ts";
import { Segments } from "../../ui/inputs/SegmentedControl.tsx";
import { useShellWords } from "../messages/use-shell-messages.ts";

/** Language and appearance; both hold at once. */
export function PreferenceChoices() {
  const words = useShellWords().menu;
  const { chosen, choose } = useLanguage();
  const theme = useTheme();
  return (
    <>
      <Segments
        legend={words.theme}
        options={(["system", "light", "dark"] as const).map((value) => ({
          value,
          words: words.themes[value],
        }))}
        value={theme}
        onChange={chooseTheme}
      />
      <Segments
        legend={words.language}
        options={Object.keys(languages)
          .filter(isLanguage)
          .map((value) => ({ value, words: languages[value], lang: value }))}
        value={chosen}
        onChange={choose}
      />
    </>
  );
}
