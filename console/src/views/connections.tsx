import { useState } from 'preact/hooks';
import { age, bytes, DASH, number } from '../format';
import { Facts, List, type Column } from '../list';
import { useLive, useSettled } from '../live';
import { ActionButton, Empty, Loading, Search } from '../parts';
import type { Connection, Connections as Answer } from '../types';

const SORTS: [string, string][] = [
  ['id', 'oldest first'],
  ['waiting', 'most waiting'],
  ['dropped', 'most lost'],
  ['in', 'most received'],
  ['out', 'most sent'],
];

type Kind = Connection['kind'];
const KINDS: Record<Kind, { word: string; many: string }> = {
  websocket: { word: 'WebSocket', many: 'WebSockets' },
  stream: { word: 'stream', many: 'streams' },
  request: { word: 'request', many: 'requests without a whole answer' },
  client: { word: 'client', many: 'clients of Mongrel2 and BlastBeat' },
};

export const COLUMNS: Column<Connection>[] = [
  { label: 'Number', cell: (one) => <b class="mono whole">{one.id}</b> },
  { label: 'Kind', cell: (one) => KINDS[one.kind].word },
  { label: 'Client', cell: (one) => <span class="mono whole">{one.address}</span> },
  { label: 'User', cell: (one) => one.principal || DASH },
  { label: 'Speaks', isLong: true, cell: (one) => one.speaks || one.path || DASH },
  { label: 'Has open', isLong: true, cell: (one) => (one.socketCount === 0 ? DASH : <span class="mono">{sockets(one)}</span>) },
  { label: 'Open for', isFigure: true, cell: (one) => age(one.openMillis) },
  { label: 'In', isFigure: true, cell: (one) => bytes(one.bytesIn) },
  { label: 'Out', isFigure: true, cell: (one) => bytes(one.bytesOut) },
  { label: 'Waiting', isFigure: true, cell: (one) => (one.waitingBytes === 0 && one.dropped === 0 ? DASH : <Waiting one={one} />) },
];

function sockets(one: Connection): string {
  const more = one.socketCount - 2;
  return one.sockets.slice(0, 2).join(', ') + (more > 0 ? ` and ${more} more` : '');
}

function Waiting({ one }: { one: Connection }) {
  return (
    <span class="warm">
      {bytes(one.waitingBytes)}
      {one.dropped > 0 && ` · ${number(one.dropped)} lost`}
    </span>
  );
}

function facts(one: Connection): [string, string][] {
  return [
    ['Path', one.path || DASH],
    ['Origin', one.origin || DASH],
    ['Messages in', number(one.messagesIn)],
    ['Messages out', number(one.messagesOut)],
    ['Waiting', `${number(one.waitingMessages)} messages, ${bytes(one.waitingBytes)}`],
    ['Publications lost', number(one.dropped)],
    ['Is read from', one.paused ? 'not now: it takes too little, or has too much under way' : 'yes'],
    ['All that it has open', one.sockets.join(', ') + (one.socketCount > one.sockets.length ? ` and ${one.socketCount - one.sockets.length} more` : '') || DASH],
  ];
}

/** What becomes of one that is ended. */
const ENDS: Record<Kind, (one: Connection) => string> = {
  websocket: (one) => `What waits for ${one.address} is dropped, and its page is told with close code 1012.`,
  stream: (one) => (one.waitingBytes > 0 ? `What waits for ${one.address} is dropped, and its connection is cut.` : `${one.address} sees the end of it.`),
  request: (one) => `${one.address} is answered 503, or cut off where the answer has begun. A service that has the request may still carry it out.`,
  client: (one) => `Its connection to ${one.address} is cut, and its handler or node is told.`,
};

export function Detail({ one }: { one: Connection }) {
  const { word } = KINDS[one.kind];
  const question = {
    title: `End ${word} ${one.id}?`,
    text: `${ENDS[one.kind](one)} It may come back; to keep a user out, revoke access under Actions.`,
    button: 'End it',
    path: '/connections/end',
    fields: { connection: String(one.id) },
    done: () => `The ${word} ${one.id} has ended.`,
  };
  return (
    <>
      <Facts facts={facts(one)} />
      <ActionButton label={`End this ${word}`} question={question} isBad />
    </>
  );
}

export function ConnectionList({ rows, caption }: { rows: Connection[]; caption: string }) {
  return <List caption={caption} columns={COLUMNS} rows={rows} keyOf={(one) => String(one.id)} detail={(one) => <Detail one={one} />} />;
}

export function Connections() {
  const [text, setText] = useState('');
  const [sort, setSort] = useState('id');
  const [kind, setKind] = useState('');
  const search = useSettled(text);
  const answer = useLive<Answer>(`/connections?limit=100&sort=${sort}&kind=${kind}&search=${encodeURIComponent(search)}`);
  if (!answer) return <Loading />;
  return (
    <section>
      <div class="tools">
        <Search label="Search connections" text={text} onText={setText} shown={answer.connections.length} found={answer.found} />
        <label class="choice">
          <span class="muted">Kind</span>
          <select id="kind" value={kind} onChange={(event) => setKind(event.currentTarget.value)}>
            <option value="">all</option>
            {Object.entries(KINDS).map(([value, { many }]) => (
              <option value={value}>{many}</option>
            ))}
          </select>
        </label>
        <label class="choice">
          <span class="muted">Order</span>
          <select value={sort} onChange={(event) => setSort(event.currentTarget.value)}>
            {SORTS.map(([value, label]) => (
              <option value={value}>{label}</option>
            ))}
          </select>
        </label>
      </div>
      {answer.connections.length > 0 ? <ConnectionList rows={answer.connections} caption="What clients have open" /> : <Nothing isSearch={search !== ''} kind={kind} />}
    </section>
  );
}

function Nothing({ isSearch, kind }: { isSearch: boolean; kind: string }) {
  return isSearch ? (
    <Empty title="Nothing matches.">Numbers, addresses, users, Origins, paths and the names of endpoints are searched. Esc shows all again.</Empty>
  ) : (
    <Empty title={kind ? `There are no ${KINDS[kind as Kind].many}.` : 'No client has anything open.'}>Who connects appears here within a second.</Empty>
  );
}
