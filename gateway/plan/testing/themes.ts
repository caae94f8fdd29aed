import type { Theme } from "./theme";
import { abstractThemes } from "./themes.abstract";
import { intersectionThemes } from "./themes.intersections";
import { keyThemes } from "./themes.keys";
import { requiresThemes } from "./themes.requires";
import { rootThemes } from "./themes.roots";

export const themes: readonly Theme[] = [
  ...keyThemes,
  ...requiresThemes,
  ...abstractThemes,
  ...intersectionThemes,
  ...rootThemes,
];
