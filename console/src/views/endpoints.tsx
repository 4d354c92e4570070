import { useEffect, useRef, useState } from 'preact/hooks';
import { bytes, DASH, millis, number, rate } from '../format';
import { History } from '../history';
import { Facts, List, type Column } from '../list';
import { useLive, useSettled, useShared } from '../live';
import { Empty, Loading, Search } from '../parts';
import { quantileMillis } from '../quantile';
import type { Endpoint, Endpoints as Answer } from '../types';

const MINUTE = 60_000;
/** What pages send to endpoints of a type, and what comes from them. */
const FLOWS: Record<string, [string, string]> = {
  REQ: ['zwb_vs_requests_total', 'requests'],
  SUB: ['zwb_vs_publications_total', 'publications'],
  REP: ['zwb_vs_asks_total', 'asks'],
};
const OTHER: [string, string] = ['zwb_vs_messages_sent_total', 'messages sent'];

interface Seen extends Endpoint {
  flow: number | null;
  flowWord: string;
  recent: (number | null)[];
}

/** What each endpoint has counted, so that there are rates and the last minute's latencies. */
function useHistories(answer: Answer | null): Map<string, History> {
  const { status } = useShared();
  const histories = useRef(new Map<string, History>()).current;
  useEffect(() => {
    for (const one of answer?.endpoints ?? []) {
      const history = histories.get(one.name) ?? new History();
      histories.set(one.name, history);
      const values: Record<string, number> = { ...one.counters };
      timed(one).forEach((count, i) => (values[`bucket${i}`] = count));
      history.add({ at: Date.now(), started: status?.startedMillis ?? 0, values });
    }
  }, [answer]);
  return histories;
}

const timed = (one: Endpoint): number[] => (one.type === 'REP' ? one.durations?.asks : one.durations?.requests)?.counts ?? [];

function seen(one: Endpoint, history: History | undefined, bounds: number[]): Seen {
  const [counter, flowWord] = FLOWS[one.type] ?? OTHER;
  const recent = timed(one).map((_, i) => history?.growth(`bucket${i}`, MINUTE) ?? 0);
  return { ...one, flow: one.counters ? (history?.rate(counter) ?? null) : null, flowWord, recent: [0.5, 0.95, 0.99].map((share) => quantileMillis(recent, bounds, share)) };
}

function Service({ one }: { one: Endpoint }) {
  if (!one.gauges) return <span class="muted">○ not opened yet</span>;
  if (one.binds) return <span class="good">● bound here</span>;
  const absent = one.gauges['zwb_vs_services_absent'] ?? 0;
  if (one.gauges['zwb_vs_service_present'] === 1) return absent > 0 ? <span class="warm">◐ {absent} absent</span> : <span class="good">● present</span>;
  return absent > 0 ? <span class="bad-text">✕ absent</span> : <span class="muted">○ nobody asks</span>;
}

const titled = (text: string, title: string) => (text === DASH ? DASH : <span title={title}>{text}</span>);
const gauge = (one: Endpoint, name: string): number | null => one.gauges?.[name] ?? null;
const waiting = (one: Endpoint): number | null => (one.gauges ? ['zwb_vs_requests_waiting', 'zwb_vs_asks_waiting', 'zwb_vs_messages_waiting'].reduce((sum, name) => sum + (one.gauges?.[name] ?? 0), 0) : null);
const under = (one: Endpoint): number | null => (one.gauges ? (gauge(one, 'zwb_vs_requests_in_flight') ?? 0) + (gauge(one, 'zwb_vs_asks_in_flight') ?? 0) : null);

const COLUMNS: Column<Seen>[] = [
  { label: 'Endpoint', cell: (one) => <b class="mono">{one.name}</b> },
  { label: 'Type', cell: (one) => <span class="mono">{one.type}</span> },
  { label: 'Service', cell: (one) => <Service one={one} /> },
  { label: 'Rate', isFigure: true, cell: (one) => titled(rate(one.flow), one.flowWord) },
  { label: 'Under way', isFigure: true, cell: (one) => number(under(one)) },
  { label: 'Waiting', isFigure: true, cell: (one) => number(waiting(one)) },
  { label: 'Subscribers', isFigure: true, cell: (one) => (one.type === 'SUB' ? number(gauge(one, 'zwb_vs_subscribers')) : DASH) },
  { label: 'p50', isFigure: true, cell: (one) => millis(one.recent[0]) },
  { label: 'p95', isFigure: true, cell: (one) => millis(one.recent[1]) },
  { label: 'p99', isFigure: true, cell: (one) => millis(one.recent[2]) },
];

const words = (metric: string): string => metric.replace(/^zwb_(vs|ws|zmq)_|_total$/g, '').replaceAll('_', ' ');

function Detail({ one }: { one: Seen }) {
  const durations = one.type === 'REP' ? one.durations?.asks : one.durations?.requests;
  const counted = Object.entries({ ...one.gauges, ...one.counters }).filter(([, value]) => value !== 0);
  const facts: [string, string][] = [
    ['Where', one.where],
    ['Since the start: p50, p95, p99', durations ? [durations.p50Millis, durations.p95Millis, durations.p99Millis].map(millis).join(', ') : DASH],
    ...counted.map(([name, value]): [string, string] => [words(name), name.endsWith('bytes') ? bytes(value) : number(value)]),
  ];
  return <Facts facts={facts} />;
}

export function Endpoints() {
  const [text, setText] = useState('');
  const search = useSettled(text);
  const answer = useLive<Answer>(`/endpoints?limit=200&search=${encodeURIComponent(search)}`);
  const histories = useHistories(answer);
  if (!answer) return <Loading />;
  const rows = answer.endpoints.map((one) => seen(one, histories.get(one.name), answer.bucketsSeconds));
  return (
    <section>
      <div class="tools">
        <Search label="Search endpoints" text={text} onText={setText} shown={rows.length} found={answer.found} />
        <p class="muted small">Latencies are the last minute's, by buckets; a dash: nothing was timed.</p>
      </div>
      {rows.length > 0 ? (
        <List caption="Endpoints of the configuration" columns={COLUMNS} rows={rows} keyOf={(one) => one.name} detail={(one) => <Detail one={one} />} />
      ) : (
        <Empty title={search ? 'No endpoint matches.' : 'No endpoint is configured.'}>{search ? 'Names, types and addresses are searched. Esc shows all again.' : 'Name one under endpoints in the configuration, and reload.'}</Empty>
      )}
    </section>
  );
}
