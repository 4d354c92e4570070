import { render } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { Bridge, type State } from './bridge';
import { StateChip, useBridgeState } from './chip';
import { History } from './history';
import { SharedContext, type Question } from './live';
import { Login } from './login';
import { Confirm } from './parts';
import type { Status } from './types';
import { Actions } from './views/actions';
import { BackEnds } from './views/backends';
import { Channels } from './views/channels';
import { Connections } from './views/connections';
import { Endpoints } from './views/endpoints';
import { Inspector } from './views/inspector';
import { Lost } from './views/lost';
import { Overview } from './views/overview';

const VIEWS = { overview: Overview, connections: Connections, endpoints: Endpoints, channels: Channels, backends: BackEnds, lost: Lost, inspector: Inspector, actions: Actions };
const LABELS: [keyof typeof VIEWS, string][] = [
  ['overview', 'Overview'],
  ['connections', 'Connections'],
  ['endpoints', 'Endpoints'],
  ['channels', 'Channels'],
  ['backends', 'Back ends'],
  ['lost', 'Lost'],
  ['inspector', 'Inspector'],
  ['actions', 'Actions'],
];

function useView(): keyof typeof VIEWS {
  const read = () => location.hash.replace(/^#\/?/, '') as keyof typeof VIEWS;
  const [view, setView] = useState(read);
  useEffect(() => {
    const changed = () => setView(read());
    window.addEventListener('hashchange', changed);
    return () => window.removeEventListener('hashchange', changed);
  }, []);
  return view in VIEWS ? view : 'overview';
}

/** `/` searches, and a number opens a view; nothing while somebody types. */
function onKey(event: KeyboardEvent): void {
  const target = event.target as HTMLElement;
  if (event.ctrlKey || event.metaKey || event.altKey || /^(INPUT|SELECT|TEXTAREA)$/.test(target.tagName) || target.closest('dialog')) return;
  const view = LABELS[Number(event.key) - 1];
  const search = document.getElementById('search');
  if (event.key === '/' && search) {
    event.preventDefault();
    search.focus();
  } else if (view) {
    location.hash = `#/${view[0]}`;
  }
}

function useStatus(bridge: Bridge, history: History): Status | null {
  const [status, setStatus] = useState<Status | null>(null);
  const hear = (answer: unknown) => {
    const now = answer as Status;
    history.add({ at: now.nowMillis, started: now.startedMillis, values: { ...now.gauges, ...now.counters } });
    setStatus(now);
  };
  useEffect(() => bridge.watch('/status', hear), []);
  return status;
}

function Trouble({ state, bridge }: { state: State; bridge: Bridge }) {
  if (state.word === 'reconnecting') {
    return (
      <p class="notice" role="alert">
        {state.why} What you see is how it was. <button type="button" class="quiet" onClick={() => bridge.retry()}>Retry now</button>
      </p>
    );
  }
  return state.word === 'refused' ? <p class="notice" role="alert">{state.why}</p> : null;
}

function Console({ bridge }: { bridge: Bridge }) {
  const history = useRef(new History()).current;
  const status = useStatus(bridge, history);
  const state = useBridgeState(bridge);
  const view = useView();
  const [question, setQuestion] = useState<Question | null>(null);
  const [said, setSaid] = useState('');
  const answer = async (yes: boolean) => {
    setQuestion(null);
    if (!yes || !question) return;
    try {
      setSaid(question.done(await bridge.act(question.path, question.fields)));
    } catch (failure) {
      setSaid(`Not done: ${(failure as Error).message}`);
    }
  };
  const View = VIEWS[view];
  return (
    <SharedContext.Provider value={{ bridge, status, history, confirm: (asked) => { setSaid(''); setQuestion(asked); } }}>
      <Header bridge={bridge} view={view} status={status} />
      <main>
        <Trouble state={state} bridge={bridge} />
        <div role="status" aria-live="polite">{said && <p class="said">{said} <button type="button" class="quiet" onClick={() => setSaid('')}>Close</button></p>}</div>
        <h1 class="unseen">{LABELS.find(([name]) => name === view)?.[1]}</h1>
        <View key={view} />
      </main>
      {question && <Confirm question={question} onAnswer={(yes) => void answer(yes)} />}
    </SharedContext.Provider>
  );
}

function Header({ bridge, view, status }: { bridge: Bridge; view: string; status: Status | null }) {
  return (
    <header>
      <div class="bar">
        <span class="name"><img src="/console/icon.svg" alt="" width="24" height="24" /> <b>ZmqWebBridge</b> <span class="muted">{status && <span class="version">{status.version} · </span>}{status?.state ?? 'console'}</span></span>
        <StateChip bridge={bridge} />
      </div>
      <nav aria-label="Views">
        {LABELS.map(([name, label]) => (
          <a href={`#/${name}`} aria-current={name === view ? 'page' : undefined}>{label}</a>
        ))}
      </nav>
    </header>
  );
}

function Root({ bridge }: { bridge: Bridge }) {
  const state = useBridgeState(bridge);
  return state.word === 'locked' ? <Login bridge={bridge} why={state.why} /> : <Console bridge={bridge} />;
}

window.addEventListener('keydown', onKey);
const bridge = new Bridge();
render(<Root bridge={bridge} />, document.body);
bridge.begin();
