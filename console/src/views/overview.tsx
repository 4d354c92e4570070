import { age, bytes, DASH, number, rate } from '../format';
import { useShared } from '../live';
import { Loading } from '../parts';
import { Curves } from '../plot';

interface Figure {
  label: string;
  name: string;
  /** A counter is shown by its rate. */
  isCounter: boolean;
  words: (value: number | null) => string;
}

const FIGURES: Figure[] = [
  { label: 'WebSockets', name: 'zwb_ws_connections_open', isCounter: false, words: number },
  { label: 'Virtual sockets', name: 'zwb_vs_sockets_open', isCounter: false, words: number },
  { label: 'Messages in', name: 'zwb_ws_messages_in_total', isCounter: true, words: rate },
  { label: 'Messages out', name: 'zwb_ws_messages_out_total', isCounter: true, words: rate },
  { label: 'Requests', name: 'zwb_vs_requests_total', isCounter: true, words: rate },
  { label: 'Publications', name: 'zwb_vs_publications_total', isCounter: true, words: rate },
  { label: 'HTTP requests', name: 'zwb_http_exchanges_total', isCounter: true, words: rate },
  { label: 'Waiting for slow readers', name: 'zwb_ws_outgoing_bytes', isCounter: false, words: bytes },
];

function Tile({ figure }: { figure: Figure }) {
  const { history, status } = useShared();
  const now = figure.isCounter ? history.rate(figure.name) : (status?.gauges[figure.name] ?? null);
  const [times, curve] = figure.isCounter ? history.rates(figure.name) : history.curve(figure.name);
  return (
    <div class="tile">
      <h2>{figure.label}</h2>
      <p class="value">{figure.words(now)}</p>
      {times.length > 2 ? <Curves times={times} curves={[curve]} colours={['--accent']} unit={null} height={36} /> : <p class="muted small">collecting…</p>}
    </div>
  );
}

export function Overview() {
  const { status, history } = useShared();
  if (!status) return <Loading />;
  const [times, into] = history.rates('zwb_ws_messages_in_total');
  const [, out] = history.rates('zwb_ws_messages_out_total');
  return (
    <>
      <div class="tiles">
        {FIGURES.map((figure) => (
          <Tile key={figure.name} figure={figure} />
        ))}
      </div>
      <section class="card">
        <h2>Messages a second, since you opened this page</h2>
        <p class="legend">
          <span class="key key-in" aria-hidden="true" /> in {rate(history.rate('zwb_ws_messages_in_total'))} <span class="key key-out" aria-hidden="true" /> out {rate(history.rate('zwb_ws_messages_out_total'))}
        </p>
        <Curves times={times} curves={[into, out]} colours={['--accent', '--warm']} unit={number} height={200} />
      </section>
      <Program />
    </>
  );
}

function Program() {
  const { status } = useShared();
  if (!status) return null;
  const loaded = status.gauges['zwb_config_loaded_seconds'];
  const expires = status.gauges['zwb_certificate_expires_seconds'];
  const date = (seconds: number | undefined) => (seconds ? new Date(seconds * 1000).toLocaleString('en-GB') : DASH);
  const facts: [string, string][] = [
    ['Program', status.program],
    ['Up for', age(status.nowMillis - status.startedMillis)],
    ['State', status.state],
    ['Configuration read', date(loaded)],
    ['Certificate expires', date(expires)],
    ['TCP connections', number(status.gauges['zwb_tcp_connections_open'])],
    ['HTTP requests without an answer', number(status.gauges['zwb_http_exchanges_open'])],
    ['ZeroMQ sockets', number(status.gauges['zwb_gateways_open'])],
    ['Waiting, of the limit', `${bytes(status.gauges['zwb_ws_outgoing_bytes'])} of ${bytes(status.gauges['zwb_ws_outgoing_limit_bytes'])}`],
  ];
  return (
    <section class="card">
      <h2>The program</h2>
      <dl class="facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
