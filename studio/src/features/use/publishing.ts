import type { Wire } from '../../api/wire';

type Alias = Wire<'Alias'>;
type Version = Wire<'Version'>;

export const MODEL_NAME = /^[a-z0-9][a-z0-9._-]{0,63}$/;

/** A name for a model that resembles what somebody called the project. */
export function suggestName(project: string): string {
  const plain = project
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9._-]+/g, '-')
    .replaceAll(/^[^a-z0-9]+|-+$/g, '')
    .slice(0, 64);
  return MODEL_NAME.test(plain) ? plain : 'model';
}

/** Whether a project is published, and what stands behind its name. */
export type Publication =
  | { kind: 'untaught' }
  | { kind: 'unpublished'; newest: Version }
  | { kind: 'published'; newest: Version; alias: Alias; isNewest: boolean };

/** The names that stand for a project's versions, its own name first. */
export function namesOf(project: Wire<'Project'>, aliases: Alias[]): Alias[] {
  const own = suggestName(project.name);
  return aliases
    .filter((alias) => alias.split.some((share) => share.project === project.id))
    .sort((a, b) => Number(b.name === own) - Number(a.name === own) || a.name.localeCompare(b.name));
}

export function publicationOf(
  project: Wire<'Project'>,
  versions: Version[],
  aliases: Alias[],
  chosen?: string,
): Publication {
  const newest = versions.at(-1);
  if (!newest) return { kind: 'untaught' };
  const names = namesOf(project, aliases);
  const alias = names.find((each) => each.name === chosen) ?? names[0];
  if (!alias) return { kind: 'unpublished', newest };
  const isNewest = alias.split.some(
    (share) => share.project === project.id && share.version === newest.version,
  );
  return { kind: 'published', newest, alias, isNewest };
}

/** What a version answers: the names and their percents. */
export function answersOf(version: Version, aliases: Alias[]): { name: string; percent: number }[] {
  return aliases.flatMap((alias) =>
    alias.split
      .filter((share) => share.project === version.project && share.version === version.version)
      .map((share) => ({ name: alias.name, percent: share.percent })),
  );
}

/** The split of two in which the second gets so many percent. */
export function splitOfTwo(alias: Alias, percent: number): Alias['split'] {
  return alias.split.map((share, i) => ({ ...share, percent: i === 1 ? percent : 100 - percent }));
}

/** Whether a model of this kind is published for a purpose that must be said. */
export function asksPurpose(project: Wire<'Project'>, failed: boolean): boolean {
  return project.kind === 'face' || project.purpose !== undefined || failed;
}

/** What is known of a version in a few numbers. */
export function figuresOf(version: Version): { right: number; examples: number } {
  const { balancedAccuracy, examples } = version.figures as Record<string, unknown>;
  return {
    right: typeof balancedAccuracy === 'number' ? balancedAccuracy : 0,
    examples: typeof examples === 'number' ? examples : 0,
  };
}
