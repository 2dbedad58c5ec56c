import { expect, test } from 'vitest';
import type { Wire } from '../../api/wire';
import {
  answersOf,
  asksPurpose,
  MODEL_NAME,
  namesOf,
  publicationOf,
  splitOfTwo,
  suggestName,
} from './publishing';

const project = { id: 'p1', name: 'Clin d’œil', kind: 'face', created: '', revision: 1 } as Wire<'Project'>;
const version = (number: number) =>
  ({ project: 'p1', version: number, figures: {} }) as unknown as Wire<'Version'>;
const alias = (name: string, ...split: [string, number, number][]): Wire<'Alias'> => ({
  name,
  split: split.map(([of, number, percent]) => ({ project: of, version: number, percent })),
  revision: 1,
  moved: '',
});

test('a name is made of what somebody called the project', () => {
  expect(suggestName('Clin d’œil')).toBe('clin-d-il');
  expect(suggestName('Été à Zürich')).toBe('ete-a-zurich');
  expect(suggestName('  __Gestures!  ')).toBe('gestures');
  expect(suggestName('手势')).toBe('model');
  expect(suggestName('x'.repeat(90))).toHaveLength(64);
  for (const name of ['Clin d’œil', '..', '-a-', 'A B C']) expect(suggestName(name)).toMatch(MODEL_NAME);
});

test('a project is untaught, unpublished or published', () => {
  expect(publicationOf(project, [], []).kind).toBe('untaught');
  expect(publicationOf(project, [version(1)], [alias('other', ['p2', 1, 100])]).kind).toBe('unpublished');
  const behind = publicationOf(project, [version(1), version(2)], [alias('wink', ['p1', 1, 100])]);
  expect(behind).toMatchObject({ kind: 'published', isNewest: false });
  const both = alias('wink', ['p1', 1, 90], ['p1', 2, 10]);
  expect(publicationOf(project, [version(1), version(2)], [both])).toMatchObject({ isNewest: true });
});

test('of several names the chosen one is shown, else its own', () => {
  const names = [alias('a', ['p1', 1, 100]), alias('clin-d-il', ['p1', 1, 100]), alias('b', ['p2', 1, 100])];
  expect(namesOf(project, names).map(({ name }) => name)).toEqual(['clin-d-il', 'a']);
  expect(publicationOf(project, [version(1)], names)).toMatchObject({ alias: { name: 'clin-d-il' } });
  expect(publicationOf(project, [version(1)], names, 'a')).toMatchObject({ alias: { name: 'a' } });
  expect(publicationOf(project, [version(1)], names, 'gone')).toMatchObject({ alias: { name: 'clin-d-il' } });
});

test('a version tells what it answers', () => {
  const names = [
    alias('a', ['p1', 1, 90], ['p1', 2, 10]),
    alias('b', ['p1', 2, 100]),
    alias('c', ['p2', 2, 100]),
  ];
  expect(answersOf(version(2), names)).toEqual([
    { name: 'a', percent: 10 },
    { name: 'b', percent: 100 },
  ]);
});

test('the slider moves the second share', () => {
  expect(splitOfTwo(alias('a', ['p1', 1, 90], ['p1', 2, 10]), 25).map((share) => share.percent)).toEqual([
    75, 25,
  ]);
});

test('a purpose is asked of faces, and of what was refused without one', () => {
  expect(asksPurpose(project, false)).toBe(true);
  expect(asksPurpose({ ...project, kind: 'text' }, false)).toBe(false);
  expect(asksPurpose({ ...project, kind: 'text' }, true)).toBe(true);
});
