import { expect, test } from 'vitest';
import { fromRecipe, RECIPES, recipesFor } from './recipes';

test('the recipe that fits comes first', () => {
  expect(recipesFor('sound')).toEqual(['doorbell', 'switch', 'sentence']);
  expect(recipesFor('hand')[0]).toBe('sentence');
  expect(recipesFor('face')[0]).toBe('switch');
});

test('a recipe takes the label that it sounds like', () => {
  expect(fromRecipe('switch', ['neutral', 'Left wink'], '').label).toBe('Left wink');
  expect(fromRecipe('doorbell', ['silence', 'la sonnette'], '').label).toBe('la sonnette');
  expect(fromRecipe('sentence', ['a', 'b'], 'Hello.')).toMatchObject({
    label: 'a',
    deeds: [{ kind: 'speech', text: 'Hello.' }],
  });
});

test('each recipe does something that can be felt without looking or without listening', () => {
  for (const recipe of RECIPES) expect(fromRecipe(recipe, ['x'], 'x').deeds.length).toBeGreaterThan(0);
});
