import { age, bytes, number, plural } from '../format';
import { List, type Column } from '../list';
import { useLive } from '../live';
import { ActionButton, Empty, Loading } from '../parts';
import type { BackEnds as Answer, Handler, Host, Node } from '../types';

const Connected = ({ count }: { count: number }) => (count > 0 ? <span class="good">● {plural(count, 'handler')}</span> : <span class="bad-text">✕ none</span>);

const HANDLERS: Column<Handler>[] = [
  { label: 'Requests go out at', cell: (one) => <span class="mono">{one.send}</span> },
  { label: 'Replies come in at', cell: (one) => <span class="mono">{one.receive}</span> },
  { label: 'Protocol', cell: (one) => one.protocol },
  { label: 'Connected', cell: (one) => <Connected count={one.connected} /> },
  { label: 'Waiting', isFigure: true, cell: (one) => number(one.waiting) },
];

const MARKS = { available: ['good', '●'], draining: ['warm', '◐'], off: ['bad-text', '✕'] } as const;

const NODES: Column<Node>[] = [
  { label: 'Node', cell: (one) => <b class="mono">{one.name}</b> },
  { label: 'State', cell: (one) => <span class={MARKS[one.state][0]}>{MARKS[one.state][1]} {one.state}</span> },
  { label: 'Sessions', isFigure: true, cell: (one) => number(one.sessions) },
  { label: 'Requests', isFigure: true, cell: (one) => number(one.requests) },
  { label: 'Waiting', isFigure: true, cell: (one) => number(one.waiting) },
  { label: 'Lost', isFigure: true, cell: (one) => number(one.losses) },
  { label: 'Heard', isFigure: true, cell: (one) => (one.silentMillis < 0 ? 'never' : `${age(one.silentMillis)} ago`) },
  { label: 'Weight', isFigure: true, cell: (one) => number(one.weight) },
  { label: 'Drain', cell: (one) => <Drain node={one} /> },
];

function Drain({ node }: { node: Node }) {
  const drains = node.state !== 'draining';
  const question = {
    title: drains ? `Drain ${node.name}?` : `Give ${node.name} sessions again?`,
    text: drains ? 'It gets no other sessions; those that it has stay.' : 'It takes its share of new sessions from now on.',
    button: drains ? 'Drain it' : 'Let it go on',
    path: '/blastbeat/drain',
    fields: { node: node.name, draining: String(drains) },
    done: () => (drains ? `${node.name} is draining.` : `${node.name} goes on.`),
  };
  return <ActionButton label={drains ? 'Drain' : 'Go on'} question={question} />;
}

const HOSTS: Column<Host>[] = [
  { label: 'Host', cell: (one) => <b class="mono">{one.name}</b> },
  { label: 'Nodes', cell: (one) => <span class="mono">{one.nodes.join(', ')}</span> },
  { label: 'Sessions', isFigure: true, cell: (one) => number(one.sessions) },
  { label: 'Groups', isFigure: true, cell: (one) => number(one.groups) },
  { label: 'Kept answers', isFigure: true, cell: (one) => `${number(one.kept)}, ${bytes(one.keptBytes)}` },
];

export function BackEnds() {
  const answer = useLive<Answer>('/backends');
  if (!answer) return <Loading />;
  const none = answer.servers.length + answer.nodes.length + answer.hosts.length === 0;
  if (none) {
    return <Empty title="No handlers and no nodes.">Handlers of Mongrel2 and nodes of BlastBeat are here; services behind plain endpoints are under Endpoints.</Empty>;
  }
  return (
    <>
      {answer.servers.map((server) => (
        <section key={server.uuid}>
          <h2>Mongrel2: {server.name || server.uuid}</h2>
          <p class="muted">{plural(server.clients, 'connection')}</p>
          {server.handlers.length > 0 ? <List caption={`Handlers of ${server.name}`} columns={HANDLERS} rows={server.handlers} keyOf={(one) => one.send + one.receive} /> : <p>Its routes lead to no handlers.</p>}
        </section>
      ))}
      {answer.nodes.length > 0 && (
        <section>
          <h2>BlastBeat: nodes</h2>
          <List caption="Nodes of BlastBeat" columns={NODES} rows={answer.nodes} keyOf={(one) => one.name} />
        </section>
      )}
      {answer.hosts.length > 0 && (
        <section>
          <h2>BlastBeat: hosts</h2>
          <List caption="Hosts of BlastBeat" columns={HOSTS} rows={answer.hosts} keyOf={(one) => one.name} />
        </section>
      )}
    </>
  );
}
