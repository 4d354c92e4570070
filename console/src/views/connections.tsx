import { useState } from 'preact/hooks';
import { age, bytes, DASH, number } from '../format';
import { Facts, List, type Column } from '../list';
import { useLive, useSettled, useShared } from '../live';
import { ActionButton, Empty, Loading, Search } from '../parts';
import type { Connection, Connections as Answer } from '../types';

const SORTS: [string, string][] = [
  ['id', 'oldest first'],
  ['waiting', 'most waiting'],
  ['dropped', 'most lost'],
  ['in', 'most received'],
  ['out', 'most sent'],
];

export const COLUMNS: Column<Connection>[] = [
  { label: 'Connection', cell: (one) => <b class="mono">{one.id}</b> },
  { label: 'Client', cell: (one) => <span class="mono">{one.address}</span> },
  { label: 'User', cell: (one) => one.principal || DASH },
  { label: 'Speaks', cell: (one) => one.speaks || one.path },
  { label: 'Sockets', cell: (one) => <span class="mono">{sockets(one)}</span> },
  { label: 'Open for', isFigure: true, cell: (one) => age(one.openMillis) },
  { label: 'In', isFigure: true, cell: (one) => bytes(one.bytesIn) },
  { label: 'Out', isFigure: true, cell: (one) => bytes(one.bytesOut) },
  { label: 'Waiting', isFigure: true, cell: (one) => <Waiting one={one} /> },
];

function sockets(one: Connection): string {
  if (one.socketCount === 0) return DASH;
  const more = one.socketCount - 2;
  return one.sockets.slice(0, 2).join(', ') + (more > 0 ? ` and ${more} more` : '');
}

function Waiting({ one }: { one: Connection }) {
  if (one.waitingBytes === 0 && one.dropped === 0) return <>{DASH}</>;
  return (
    <span class="warm">
      {bytes(one.waitingBytes)}
      {one.dropped > 0 && ` · ${number(one.dropped)} lost`}
    </span>
  );
}

function facts(one: Connection): [string, string][] {
  return [
    ['Path', one.path],
    ['Origin', one.origin || DASH],
    ['Messages in', number(one.messagesIn)],
    ['Messages out', number(one.messagesOut)],
    ['Waiting', `${number(one.waitingMessages)} messages, ${bytes(one.waitingBytes)}`],
    ['Publications lost', number(one.dropped)],
    ['Is read from', one.paused ? 'not now: it takes too little, or has too much under way' : 'yes'],
    ['All sockets', one.sockets.join(', ') + (one.socketCount > one.sockets.length ? ` and ${one.socketCount - one.sockets.length} more` : '') || DASH],
  ];
}

export function Detail({ one }: { one: Connection }) {
  const question = {
    title: `End connection ${one.id}?`,
    text: `What waits for ${one.address} is dropped, and its page is told with close code 1012. It may come back; to keep a user out, revoke access under Actions.`,
    button: 'End it',
    path: '/connections/end',
    fields: { connection: String(one.id) },
    done: () => `Connection ${one.id} has ended.`,
  };
  return (
    <>
      <Facts facts={facts(one)} />
      <ActionButton label="End this connection" question={question} isBad />
    </>
  );
}

export function ConnectionList({ rows, caption }: { rows: Connection[]; caption: string }) {
  return <List caption={caption} columns={COLUMNS} rows={rows} keyOf={(one) => String(one.id)} detail={(one) => <Detail one={one} />} />;
}

export function Connections() {
  const { status } = useShared();
  const [text, setText] = useState('');
  const [sort, setSort] = useState('id');
  const search = useSettled(text);
  const answer = useLive<Answer>(`/connections?limit=100&sort=${sort}&search=${encodeURIComponent(search)}`);
  if (!answer) return <Loading />;
  return (
    <section>
      <div class="tools">
        <Search label="Search connections" text={text} onText={setText} shown={answer.connections.length} found={answer.found} />
        <label class="choice">
          <span class="muted">Order</span>
          <select value={sort} onChange={(event) => setSort(event.currentTarget.value)}>
            {SORTS.map(([value, label]) => (
              <option value={value}>{label}</option>
            ))}
          </select>
        </label>
      </div>
      {answer.connections.length > 0 ? <ConnectionList rows={answer.connections} caption="WebSockets that are open" /> : <Nothing isSearch={search !== ''} version={status?.version} />}
    </section>
  );
}

function Nothing({ isSearch }: { isSearch: boolean; version: string | undefined }) {
  return isSearch ? (
    <Empty title="No connection matches.">Numbers, addresses, users, Origins, paths and the names of endpoints are searched. Esc shows all again.</Empty>
  ) : (
    <Empty title="No WebSocket is open.">A page that connects appears here within a second.</Empty>
  );
}
