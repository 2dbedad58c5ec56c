import type { IconName } from '../../ui/Icon';
import { newRule, type Rule } from './rule';

/** Rules that are ready, for what people ask for most. */
export const RECIPES = ['switch', 'doorbell', 'sentence'] as const;
export type Recipe = (typeof RECIPES)[number];

interface Made {
  icon: IconName;
  kinds: readonly string[];
  /** How people call what it is for. */
  label: RegExp;
  rule: (label: string, sentence: string) => Rule;
}

const MADE: Record<Recipe, Made> = {
  switch: {
    icon: 'face',
    kinds: ['face', 'picture'],
    label: /wink|blink|smile|brow|clin|sourire|sourcil/i,
    rule: (label) =>
      newRule(
        label,
        [
          { kind: 'key', key: ' ' },
          { kind: 'sound', tone: 'tick' },
        ],
        { confidence: 0.85, dwellMillis: 300, restMillis: 1_000 },
      ),
  },
  doorbell: {
    icon: 'sound',
    kinds: ['sound'],
    label: /bell|door|knock|ring|sonnette|porte|sonner/i,
    rule: (label) =>
      newRule(
        label,
        [
          { kind: 'flash', times: 3 },
          { kind: 'vibration', shake: 'twice' },
        ],
        { confidence: 0.75, dwellMillis: 0, restMillis: 5_000 },
      ),
  },
  sentence: {
    icon: 'hand',
    kinds: ['movement', 'hand', 'body', 'text'],
    label: /yes|no|wave|thumb|circle|help|oui|non|signe|pouce|cercle|aide/i,
    rule: (label, sentence) =>
      newRule(label, [{ kind: 'speech', text: sentence }], {
        confidence: 0.8,
        dwellMillis: 500,
        restMillis: 3_000,
      }),
  },
};

export const recipeIcon = (recipe: Recipe) => MADE[recipe].icon;

/** The recipes, the one that fits a project of this kind first. */
export function recipesFor(kind: string): Recipe[] {
  const fits = (recipe: Recipe) => MADE[recipe].kinds.includes(kind);
  return [...RECIPES.filter(fits), ...RECIPES.filter((recipe) => !fits(recipe))];
}

/**
 * A recipe's rule for the label that it sounds like, or for the first one.
 *
 * @param labels one at least
 * @param sentence what is spoken, in the language of the page
 */
export function fromRecipe(recipe: Recipe, labels: string[], sentence: string): Rule {
  const made = MADE[recipe];
  const label = labels.find((each) => made.label.test(each)) ?? labels[0] ?? '';
  return made.rule(label, sentence);
}
