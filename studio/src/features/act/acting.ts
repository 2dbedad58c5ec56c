import type { LiveSession } from '../../live/session';
import { store } from '../../ui/store';
import { type Cause, hush, type Outcome, perform } from './doing';
import { Engine, type Fired } from './engine';
import { keepRules, keptRules } from './kept';
import type { Deed, Rule } from './rule';

/** That something was done, and why. */
export interface Entry {
  id: number;
  /** Whether somebody only tried the rule. */
  tried: boolean;
  label: string;
  probability: number;
  heldMillis: number;
  time: Date;
  done: { deed: Deed; outcome: Outcome }[];
}

const MOST_ENTRIES = 50;

type About = Pick<Cause, 'project' | 'language' | 'mayMove'>;

/** The rules of a project at work: what they are, whether they are paused, what they did. */
export class Acting {
  readonly rules;
  readonly paused = store(false);
  readonly log = store<Entry[]>([]);
  /** Counts what was heard, for those who show how rules stand. */
  readonly heard = store(0);
  readonly engine = new Engine();
  private readonly project: string;
  private readonly listeners = new Set<(entry: Entry) => void>();
  private about: About;
  private count = 0;

  constructor(project: string, about: About) {
    this.project = project;
    this.about = about;
    this.rules = store(keptRules(project));
  }

  /** In which language it speaks, and whether things may move. */
  tell(about: About) {
    this.about = about;
  }

  /** Changes the rules, here and where they are kept; returns the way back. */
  change(next: Rule[]): () => void {
    const before = this.rules.get();
    this.keep(next);
    return () => this.keep(before);
  }

  private keep(rules: Rule[]) {
    this.rules.set(rules);
    keepRules(this.project, rules);
  }

  put(rule: Rule) {
    const rules = this.rules.get();
    const known = rules.some((each) => each.id === rule.id);
    return this.change(known ? rules.map((each) => (each.id === rule.id ? rule : each)) : [...rules, rule]);
  }

  remove(rule: Rule) {
    return this.change(this.rules.get().filter((each) => each.id !== rule.id));
  }

  /** Stops everything at once: what speaks, shakes or flashes too. */
  pause() {
    hush();
    this.engine.reset();
    this.paused.set(true);
  }

  resume() {
    this.engine.reset();
    this.paused.set(false);
  }

  /** Acts on what a live session answers, until what is returned is called. */
  attach(session: LiveSession): () => void {
    const events = actsOnEvents(session.sense);
    const ends = [
      session.onAnswer((answer) => {
        if (!events && !this.paused.get()) this.act(this.engine.answer(this.rules.get(), answer));
        this.heard.set(this.heard.get() + 1);
      }),
      session.onEvent((event) => {
        if (events && !this.paused.get()) this.act(this.engine.event(this.rules.get(), event));
      }),
    ];
    return () => {
      for (const end of ends) end();
      hush();
    };
  }

  /** Does what a rule does, without a reason. */
  async try(rule: Rule): Promise<Entry> {
    return this.do({ rule, probability: rule.confidence, heldMillis: 0, at: 0 }, true);
  }

  onEntry(listener: (entry: Entry) => void): () => void {
    this.listeners.add(listener);
    return () => {
      this.listeners.delete(listener);
    };
  }

  private act(fired: Fired[]) {
    for (const each of fired) void this.do(each, false);
  }

  private async do({ rule, probability, heldMillis }: Fired, tried: boolean): Promise<Entry> {
    const time = new Date();
    const cause: Cause = { ...this.about, label: rule.label, probability };
    const done = await Promise.all(
      rule.deeds.map(async (deed) => ({ deed, outcome: await perform(deed, cause) })),
    );
    const entry = { id: ++this.count, tried, label: rule.label, probability, heldMillis, time, done };
    this.log.set([entry, ...this.log.get()].slice(0, MOST_ENTRIES));
    for (const listener of this.listeners) listener(entry);
    return entry;
  }
}

/** Streams of sounds and movements tell what happened; pictures and texts are judged one by one. */
export function actsOnEvents(sense: LiveSession['sense']): boolean {
  return sense === 'microphone' || sense === 'motion';
}
