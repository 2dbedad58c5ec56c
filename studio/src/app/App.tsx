import { useLanguage } from '../language/language';
import { Announcer } from '../ui/announce';
import { Toasts } from '../ui/toasts';
import { appWords } from './messages';
import { Rail } from './Rail';
import { Reachable } from './Reachable';
import { Routes } from './routes';
import { SignIn } from './SignIn';

/** The frame of every view: a way past the rail, the rail, the view, and where things are told. */
export function App() {
  const { language } = useLanguage();
  return (
    <div className="app">
      <a className="skip" href="#content">
        {appWords[language].skip}
      </a>
      <Rail />
      <main id="content" tabIndex={-1}>
        <Reachable />
        <Routes />
      </main>
      <SignIn />
      <Toasts />
      <Announcer />
    </div>
  );
}
