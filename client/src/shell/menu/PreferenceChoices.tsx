import { useLanguage } from "../../i18n/language.tsx";
import { isLanguage, languages } from "../../i18n/languages.ts";
import { setTheme, useTheme } from "../../preferences/theme.ts";
import { setWantsSideColumn, useWantsSideColumn } from "../../preferences/side-column.ts";
import { Button } from "../../ui/Button.tsx";
import { SegmentedControl } from "../../ui/inputs/SegmentedControl.tsx";
import { useShellMessages } from "../messages/use-shell-messages.ts";
import { useHasSideColumn } from "../side/use-has-side-column.ts";

/** Language and appearance, which take effect at once; the third column comes back here. */
export function PreferenceChoices() {
  const { menu: messages, side } = useShellMessages();
  const { chosen, choose } = useLanguage();
  const theme = useTheme();
  const isSideColumnHidden = !useWantsSideColumn();
  const hasSideColumn = useHasSideColumn();
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
      {hasSideColumn && isSideColumnHidden && (
        <Button look="quiet" onClick={() => setWantsSideColumn(true)}>
          {side.show}
        </Button>
      )}
    </>
  );
}
