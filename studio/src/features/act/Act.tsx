import './act.css';
import { useEffect, useMemo, useState } from 'react';
import { useLabels } from '../../api/queries';
import { mayMove } from '../../app/preferences';
import { useLanguage, useWords } from '../../language/language';
import { useLiveSession } from '../../live/useLive';
import { announce } from '../../ui/announce';
import { Button } from '../../ui/Button';
import { Empty } from '../../ui/Empty';
import { useStore } from '../../ui/store';
import type { PlaceProps } from '../projects/places';
import { Acting } from './acting';
import { FlashLayer } from './FlashLayer';
import { Log, sayEntry } from './Log';
import { actWords } from './messages';
import { Recipes } from './Recipes';
import { RuleEditor } from './RuleEditor';
import { RuleFiles } from './RuleFiles';
import { RuleList } from './RuleList';
import { newDeed, newRule, type Rule } from './rule';
import { Watch } from './Watch';

export default function Act({ project }: PlaceProps) {
  const say = useWords(actWords);
  const { language } = useLanguage();
  const session = useLiveSession();
  const found = useLabels(project.id).data;
  const labels = useMemo(() => (found ?? []).map((each) => each.label), [found]);
  const about = useMemo(
    () => ({ project: project.name, language, mayMove: mayMove() }),
    [project.name, language],
  );
  const [acting] = useState(() => new Acting(project.id, about));
  const rules = useStore(acting.rules);
  const [edited, edit] = useState<Rule>();
  useEffect(() => acting.tell(about), [acting, about]);
  useEffect(() => acting.attach(session), [acting, session]);
  useEffect(() => acting.onEntry((entry) => announce(sayEntry(entry, say))), [acting, say]);
  if (labels.length === 0) return <Empty icon="hand">{say.needsLabels}</Empty>;
  return (
    <section className="act" aria-labelledby="act-title">
      <div>
        <h2 id="act-title">{say.title}</h2>
        <p className="soft">{say.about}</p>
      </div>
      <Watch acting={acting} />
      {rules.length === 0 ? (
        <Recipes kind={project.kind} labels={labels} onChoose={edit} />
      ) : (
        <RuleList acting={acting} labels={labels} onEdit={edit} />
      )}
      <div className="act-ways">
        <Button icon="add" onPress={() => edit(newRule(labels[0] ?? '', [newDeed('sound')]))}>
          {say.add}
        </Button>
        <RuleFiles acting={acting} name={project.name} />
      </div>
      <Log acting={acting} />
      {edited && (
        <RuleEditor
          key={edited.id}
          first={edited}
          labels={labels}
          sense={session.sense}
          onSave={(rule) => {
            acting.put(rule);
            edit(undefined);
          }}
          onClose={() => edit(undefined)}
        />
      )}
      <FlashLayer />
    </section>
  );
}
