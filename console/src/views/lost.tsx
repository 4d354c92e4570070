import { useEffect, useRef } from 'preact/hooks';
import { number, rate } from '../format';
import { History } from '../history';
import { Facts, List, type Column } from '../list';
import { useLive, useShared } from '../live';
import { Empty, Loading } from '../parts';
import type { Connections, Counter, Counters } from '../types';
import { ConnectionList } from './connections';

interface Seen extends Counter {
  now: number | null;
}

const COLUMNS: Column<Seen>[] = [
  { label: 'What', cell: (one) => one.description },
  { label: 'Now', isFigure: true, cell: (one) => (one.now ? <span class="warm">{rate(one.now)}</span> : rate(one.now)) },
  { label: 'Since the start', isFigure: true, cell: (one) => number(one.value) },
];

function useRates(answer: Counters | null): History {
  const { status } = useShared();
  const history = useRef(new History()).current;
  useEffect(() => {
    const values = Object.fromEntries((answer?.counters ?? []).map((one) => [one.name, one.value]));
    if (answer) history.add({ at: Date.now(), started: status?.startedMillis ?? 0, values });
  }, [answer]);
  return history;
}

function Reasons({ answer }: { answer: Counters }) {
  const history = useRates(answer);
  const rows = answer.counters
    .filter((one) => !one.traffic)
    .map((one): Seen => ({ ...one, now: history.rate(one.name, 10_000) }))
    .sort((one, other) => (other.now ?? 0) - (one.now ?? 0) || other.value - one.value);
  if (rows.length === 0) return <Empty title="Nothing was dropped, refused or cut off since the start." />;
  const detail = (one: Seen) => <Facts facts={[['Counter', <code>{one.name}</code>], ...Object.entries(one.endpoints ?? {}).map(([name, value]): [string, string] => [name || 'unknown endpoint', number(value)])]} />;
  return <List caption="What was dropped, refused or cut off" columns={COLUMNS} rows={rows} keyOf={(one) => one.name} detail={detail} />;
}

export function Lost() {
  const answer = useLive<Counters>('/counters');
  const slow = useLive<Connections>('/connections?limit=10&sort=waiting');
  if (!answer || !slow) return <Loading />;
  const readers = slow.connections.filter((one) => one.waitingBytes > 0 || one.dropped > 0);
  return (
    <>
      <section>
        <h2>Slow readers</h2>
        {readers.length > 0 ? <ConnectionList rows={readers} caption="Connections that take less than they are sent" /> : <Empty title="Every client takes what it is sent." />}
      </section>
      <section>
        <h2>Dropped, refused or cut off, and why</h2>
        <Reasons answer={answer} />
      </section>
    </>
  );
}
