import { useMemo, useState } from 'preact/hooks';
import { age, bytes, DASH, millis, number, plural, rate } from '../format';
import { Facts, List, type Column } from '../list';
import { useLive, useSettled } from '../live';
import { ActionButton, Empty, Loading, Search } from '../parts';
import { useRecent, type Recent } from '../recent';
import type { Asks, BackEnds as Answer, Handlers, Host, Node, Origin } from '../types';

/** A row, with what it does now. */
type Seen<T> = T & { row: string; recent: Recent };

const asks = <T extends Asks>(): Column<Seen<T>>[] => [
  { label: 'Rate', isFigure: true, cell: (one) => rate(one.recent.rate) },
  { label: 'Under way', isFigure: true, cell: (one) => number(one.inFlight) },
];

const results = <T extends Asks>(): Column<Seen<T>>[] => [
  { label: 'Failed', isFigure: true, cell: (one) => (one.failed > 0 ? <span class="warm">{number(one.failed)}</span> : '0') },
  { label: 'p50', isFigure: true, cell: (one) => millis(one.recent.latencies[0]) },
  { label: 'p95', isFigure: true, cell: (one) => millis(one.recent.latencies[1]) },
  { label: 'p99', isFigure: true, cell: (one) => millis(one.recent.latencies[2]) },
];

const sinceStart = (one: Asks): [string, string][] => [
  ['Asked since the start', number(one.asked)],
  ['Since the start: p50, p95, p99', one.durations.p50Millis < 0 ? DASH : [one.durations.p50Millis, one.durations.p95Millis, one.durations.p99Millis].map(millis).join(', ')],
];

const STATES = { answering: ['good', '● answers'], failing: ['bad-text', '✕ fails'], unasked: ['muted', '○ not asked yet'] } as const;

const ORIGINS: Column<Seen<Origin>>[] = [
  { label: 'Origin', cell: (one) => <b class="mono">{one.place}</b> },
  { label: 'Last ask', cell: (one) => <span class={STATES[one.state][0]}>{STATES[one.state][1]}</span> },
  { label: 'Workers', isFigure: true, cell: (one) => (one.workers < 0 ? DASH : number(one.workers)) },
  ...asks<Origin>(),
  { label: 'Waiting', isFigure: true, cell: (one) => number(one.waiting) },
  { label: 'WebSockets', isFigure: true, cell: (one) => number(one.sockets) },
  ...results<Origin>(),
];

function OriginDetail({ one }: { one: Origin }) {
  const failures = Object.entries(one.failures).map(([kind, count]): [string, string] => [`Failed: ${kind}`, number(count)]);
  const last: [string, string][] = one.failedMillisAgo < 0 ? [] : [['The last failure', `${age(one.failedMillisAgo)} ago: ${one.lastFailure}`]];
  return <Facts facts={[...sinceStart(one), ...failures, ...last]} />;
}

const Connected = ({ count }: { count: number }) => (count > 0 ? <span class="good">● {plural(count, 'handler')}</span> : <span class="bad-text">✕ none</span>);

const HANDLERS: Column<Seen<Handlers>>[] = [
  { label: 'Requests go out at', cell: (one) => <b class="mono">{one.send}</b> },
  { label: 'Server', cell: (one) => one.server || DASH },
  { label: 'Connected', cell: (one) => <Connected count={one.connected} /> },
  ...asks<Handlers>(),
  { label: 'Waiting', isFigure: true, cell: (one) => number(one.waiting) },
  ...results<Handlers>(),
];

const handlerFacts = (one: Handlers): [string, string][] => [['Replies come in at', one.receive], ['Protocol', one.protocol], ['Connections of the server', number(one.clients)], ...sinceStart(one)];

const MARKS = { available: ['good', '●'], draining: ['warm', '◐'], off: ['bad-text', '✕'] } as const;

const NODES: Column<Seen<Node>>[] = [
  { label: 'Node', cell: (one) => <b class="mono">{one.name}</b> },
  { label: 'State', cell: (one) => <span class={MARKS[one.state][0]}>{MARKS[one.state][1]} {one.state}</span> },
  { label: 'Sessions', isFigure: true, cell: (one) => number(one.sessions) },
  ...asks<Node>(),
  { label: 'Waiting', isFigure: true, cell: (one) => number(one.waiting) },
  ...results<Node>(),
  { label: 'Heard', isFigure: true, cell: (one) => (one.silentMillis < 0 ? 'never' : `${age(one.silentMillis)} ago`) },
];

function NodeDetail({ one: node }: { one: Node }) {
  const drains = node.state !== 'draining';
  const question = {
    title: drains ? `Drain ${node.name}?` : `Give ${node.name} sessions again?`,
    text: drains ? 'It gets no other sessions; those that it has stay.' : 'It takes its share of new sessions from now on.',
    button: drains ? 'Drain it' : 'Let it go on',
    path: '/blastbeat/drain',
    fields: { node: node.name, draining: String(drains) },
    done: () => (drains ? `${node.name} is draining.` : `${node.name} goes on.`),
  };
  return (
    <>
      <Facts facts={[['Weight', number(node.weight)], ['How often it has gone', number(node.losses)], ...sinceStart(node)]} />
      <ActionButton label={drains ? 'Drain this node' : 'Let it go on'} question={question} />
    </>
  );
}

const HOSTS: Column<Host>[] = [
  { label: 'Host', cell: (one) => <b class="mono">{one.name}</b> },
  { label: 'Nodes', cell: (one) => <span class="mono">{one.nodes.join(', ')}</span> },
  { label: 'Sessions', isFigure: true, cell: (one) => number(one.sessions) },
  { label: 'Groups', isFigure: true, cell: (one) => number(one.groups) },
  { label: 'Kept answers', isFigure: true, cell: (one) => `${number(one.kept)} (${bytes(one.keptBytes)})` },
];

interface Rows {
  origins: (Origin & { row: string })[];
  handlers: (Handlers & { row: string })[];
  nodes: (Node & { row: string })[];
}

/** Each by a name that no other has, of whatever kind. */
function named(answer: Answer | null): Rows | null {
  return (
    answer && {
      origins: answer.origins.map((one) => ({ ...one, row: `origin ${one.place}` })),
      handlers: answer.handlers.map((one) => ({ ...one, row: `handlers ${one.key}` })),
      nodes: (answer.nodes ?? []).map((one) => ({ ...one, row: `node ${one.name}` })),
    }
  );
}

export function BackEnds() {
  const [text, setText] = useState('');
  const search = useSettled(text);
  const answer = useLive<Answer>(`/backends?limit=100&search=${encodeURIComponent(search)}`);
  const rows = useMemo(() => named(answer), [answer]);
  const all = useMemo(() => rows && [...rows.origins, ...rows.handlers, ...rows.nodes], [rows]);
  const recent = useRecent(all, answer?.bucketsSeconds ?? []);
  if (!answer || !rows) return <Loading />;
  const seen = <T extends { row: string }>(some: T[]): (T & { recent: Recent })[] => some.map((one) => ({ ...one, recent: recent(one.row) }));
  const hosts = answer.hosts ?? [];
  const found = answer.originsFound + answer.handlersFound + (answer.nodesFound ?? 0) + (answer.hostsFound ?? 0);
  const shown = (all?.length ?? 0) + hosts.length;
  if (found === 0 && search === '') {
    return <Empty title="No origins, handlers or nodes.">Origins of GRIP, handlers of Mongrel2 and nodes of BlastBeat are here; services of plain endpoints are under Endpoints.</Empty>;
  }
  return (
    <>
      <div class="tools">
        <Search label="Search back ends" text={text} onText={setText} shown={shown} found={found} />
        <p class="muted small">Latencies are the last minute's, until an answer begins; a dash: nothing was timed.</p>
      </div>
      {shown === 0 && <Empty title="No back end matches.">Addresses, names, states and hosts are searched. Esc shows all again.</Empty>}
      {rows.origins.length > 0 && (
        <section>
          <h2>Origins of GRIP</h2>
          <List caption="Origins of GRIP" columns={ORIGINS} rows={seen(rows.origins)} keyOf={(one) => one.row} detail={(one) => <OriginDetail one={one} />} />
        </section>
      )}
      {rows.handlers.length > 0 && (
        <section>
          <h2>Handlers of Mongrel2</h2>
          <List caption="Handlers of Mongrel2" columns={HANDLERS} rows={seen(rows.handlers)} keyOf={(one) => one.row} detail={(one) => <Facts facts={handlerFacts(one)} />} />
        </section>
      )}
      {rows.nodes.length > 0 && (
        <section>
          <h2>Nodes of BlastBeat</h2>
          <List caption="Nodes of BlastBeat" columns={NODES} rows={seen(rows.nodes)} keyOf={(one) => one.row} detail={(one) => <NodeDetail one={one} />} />
        </section>
      )}
      {hosts.length > 0 && (
        <section>
          <h2>Hosts of BlastBeat</h2>
          <List caption="Hosts of BlastBeat" columns={HOSTS} rows={hosts} keyOf={(one) => one.name} />
        </section>
      )}
    </>
  );
}
