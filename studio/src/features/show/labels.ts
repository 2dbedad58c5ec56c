import { useLabels } from '../../api/queries';
import type { Wire } from '../../api/wire';
import { useStore } from '../../ui/store';
import { showingOf } from './showing';

/** The labels of a project with those that have no example yet, and which one is shown. */
export function useShownLabels(project: string): { labels: Wire<'LabelCount'>[]; shown: string | undefined } {
  const stored = useLabels(project).data ?? [];
  const { label, fresh } = useStore(showingOf(project));
  const names = new Set(stored.map((each) => each.label));
  const labels = [
    ...stored,
    ...fresh.filter((name) => !names.has(name)).map((name) => ({ label: name, examples: 0 })),
  ];
  const shown = labels.some((each) => each.label === label) ? label : labels[0]?.label;
  return { labels, shown };
}
