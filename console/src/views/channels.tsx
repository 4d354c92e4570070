import { useState } from 'preact/hooks';
import { bytes, number } from '../format';
import { List, type Column } from '../list';
import { useLive, useSettled } from '../live';
import { Empty, Loading, Search } from '../parts';
import type { Channel, Channels as Answer } from '../types';

const COLUMNS: Column<Channel>[] = [
  { label: 'Channel', cell: (one) => <b class="mono">{one.name}</b> },
  { label: 'Store', cell: (one) => one.store },
  { label: 'Subscribers', isFigure: true, cell: (one) => number(one.subscribers) },
  { label: 'Not delivered yet', isFigure: true, cell: (one) => (one.pendingBytes > 0 ? <span class="warm">{bytes(one.pendingBytes)}</span> : bytes(0)) },
];

export function Channels() {
  const [text, setText] = useState('');
  const search = useSettled(text);
  const answer = useLive<Answer>(`/channels?limit=200&search=${encodeURIComponent(search)}`);
  if (!answer) return <Loading />;
  return (
    <section>
      <div class="tools">
        <Search label="Search channels" text={text} onText={setText} shown={answer.channels.length} found={answer.found} />
      </div>
      {answer.channels.length > 0 ? (
        <List caption="Channels with subscribers here" columns={COLUMNS} rows={answer.channels} keyOf={(one) => one.key} />
      ) : (
        <Empty title={search ? 'No channel matches.' : 'Nobody waits at a channel.'}>{search ? 'Stores and names are searched. Esc shows all again.' : 'Channels of the push relay and of GRIP are here while somebody hears them, and ten seconds more.'}</Empty>
      )}
    </section>
  );
}
