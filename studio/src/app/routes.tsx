import { Component, lazy, type ReactNode, Suspense } from 'react';
import { Link, Redirect, Route, Switch } from 'wouter';
import { useLanguage, useWords } from '../language/language';
import { Button } from '../ui/Button';
import { Empty } from '../ui/Empty';
import { Loading } from '../ui/Loading';
import { useTitle } from '../ui/title';
import { appWords } from './messages';

// A new view is a folder of features with a lazy line here.
const Start = lazy(() => import('../features/projects/Start'));
const ProjectFrame = lazy(() => import('../features/projects/ProjectFrame'));
const Music = lazy(() => import('../features/music/Music'));
const Host = lazy(() => import('../features/host/Host'));

/** Which view stands at which address. */
export function Routes() {
  return (
    <Guarded>
      <Suspense fallback={<Loading />}>
        <Switch>
          <Route path="/">
            <Start />
          </Route>
          <Route path="/projects">
            <Redirect to="/" replace />
          </Route>
          <Route path="/projects/:project/:place?/:part?">
            {(at: { project?: string; place?: string; part?: string }) => (
              <ProjectFrame project={at.project ?? ''} place={at.place} part={at.part} />
            )}
          </Route>
          <Route path="/music/:piece?">
            <Music />
          </Route>
          <Route path="/host/:part?">
            <Host />
          </Route>
          <Route>
            <Lost />
          </Route>
        </Switch>
      </Suspense>
    </Guarded>
  );
}

function Lost() {
  const say = useWords(appWords);
  useTitle(say.lost);
  return (
    <Empty
      icon="island"
      isWholeView
      action={
        <Link href="/" className="button">
          {say.home}
        </Link>
      }
    >
      {say.lost}
    </Empty>
  );
}

/** Keeps the page alive where a view fails. */
function Guarded({ children }: { children: ReactNode }) {
  const { language } = useLanguage();
  return <Boundary say={appWords[language]}>{children}</Boundary>;
}

interface BoundaryProps {
  say: { failed: string; again: string };
  children: ReactNode;
}

class Boundary extends Component<BoundaryProps, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError() {
    return { failed: true };
  }

  override render() {
    const { say, children } = this.props;
    if (!this.state.failed) return children;
    return (
      <Empty
        icon="island"
        isWholeView
        action={<Button onPress={() => this.setState({ failed: false })}>{say.again}</Button>}
      >
        {say.failed}
      </Empty>
    );
  }
}
