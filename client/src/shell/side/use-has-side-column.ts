import { useMediaQuery } from "../../ui/use-media-query.ts";

/** The screen is wide enough for a third column: the breakpoint of SideColumn.module.css. */
export function useHasSideColumn(): boolean {
  return useMediaQuery("(min-width: 75em)");
}
