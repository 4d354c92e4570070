import { useRef, useState } from 'preact/hooks';
import { bytes, DASH, millis } from '../format';
import { Facts, List, type Column } from '../list';
import { useLive, useSettled, useShared } from '../live';
import { Empty, Loading, Search } from '../parts';
import type { Exchange, Exchanges } from '../types';

const CUT = 60;
const cut = (text: string): string => (text.length > CUT ? `${text.slice(0, CUT)}…` : text);
const time = (at: number): string => new Date(at).toLocaleTimeString('en-GB');

function Outcome({ one }: { one: Exchange }) {
  return one.outcome === 'reply' ? <span class="good">● reply</span> : <span class="warm">✕ {one.outcome.replaceAll('_', ' ')}</span>;
}

const COLUMNS: Column<Exchange>[] = [
  { label: 'Came at', cell: (one) => <span class="mono">{time(one.atMillis)}</span> },
  { label: 'Endpoint', cell: (one) => <b class="mono">{one.endpoint}</b> },
  { label: 'Connection', cell: (one) => <span class="mono">{one.connection}</span> },
  { label: 'Request', isLong: true, cell: (one) => (one.request ? <code>{cut(one.request)}</code> : DASH) },
  { label: 'Reply', isLong: true, cell: (one) => (one.reply ? <code>{cut(one.reply)}</code> : DASH) },
  { label: 'Outcome', cell: (one) => <Outcome one={one} /> },
  { label: 'Took', isFigure: true, cell: (one) => millis(one.millis) },
];

function Detail({ one }: { one: Exchange }) {
  return (
    <>
      <Facts
        facts={[
          ['Request', bytes(one.requestBytes)],
          ['Reply', one.outcome === 'reply' ? bytes(one.replyBytes) : DASH],
        ]}
      />
      <pre aria-label="Request">{one.request || DASH}</pre>
      <pre aria-label="Reply">{one.reply || DASH}</pre>
    </>
  );
}

function Seen() {
  const [text, setText] = useState('');
  const [isHeld, setHeld] = useState(false);
  const search = useSettled(text);
  const latest = useLive<Exchanges>(`/inspector?limit=100&search=${encodeURIComponent(search)}`);
  const held = useRef<Exchanges | null>(null);
  if (!isHeld || !held.current) held.current = latest;
  const answer = held.current;
  if (!answer) return <Loading />;
  return (
    <section>
      <div class="tools">
        <Search label="Search requests" text={text} onText={setText} shown={answer.exchanges.length} found={answer.found} />
        <button type="button" aria-pressed={isHeld} onClick={() => setHeld(!isHeld)}>{isHeld ? 'Resume' : 'Pause'}</button>
      </div>
      {answer.exchanges.length > 0 ? (
        <List caption="Requests and what came of them" columns={COLUMNS} rows={answer.exchanges} keyOf={(one) => String(one.serial)} detail={(one) => <Detail one={one} />} />
      ) : (
        <Empty title={search ? 'No request matches.' : 'No request has ended since you opened this view.'}>Requests of pages at REQ endpoints are here once they have their outcome: a sample of them, cut, and without what looks like a credential.</Empty>
      )}
    </section>
  );
}

export function Inspector() {
  const { status } = useShared();
  if (!status) return <Loading />;
  return (
    <>
      {status.inspector ? <Seen /> : <Empty title="The configuration does not permit it.">Set <code>management.inspector</code> to <code>true</code>, with a <code>management.secretFile</code>, and restart: then some of the requests and replies are shown here while you look.</Empty>}
    </>
  );
}
