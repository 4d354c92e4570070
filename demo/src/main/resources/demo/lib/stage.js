// The living picture of a page: clients, the bridge, back ends, and a switch for each of these.
import { el, svg } from './dom.js';
import { Picture } from './picture.js';

const WIDE = { width: 1074, node: 196, hub: 176, pitch: 84, height: 60, top: 28 };
const NARROW = { width: 358, gap: 8, height: 58, hubTop: 150, hubHeight: 80 };

function node(name, [x, y], [width, height], ...inside) {
  return svg('g', { class: 'node', 'data-node': name, transform: `translate(${x} ${y})` }, svg('rect', { width, height, rx: 10 }), ...inside);
}

const text = (x, y, look, words) => svg('text', { x, y, class: look }, words);
const port = (cx, cy) => svg('circle', { cx, cy, r: 4 });

function picture(look, viewBox, label, { lines, nodes, ports, notes }) {
  const named = label ? { role: 'img', 'aria-label': label } : { 'aria-hidden': 'true' };
  const group = (name, parts) => svg('g', { class: name }, ...parts);
  return svg('svg', { class: `picture ${look}`, viewBox, ...named }, group('lines', lines), ...nodes, group('ports', ports), ...notes, group('dots', []));
}

function hubOf(at, size, words, middle) {
  const hub = node('bridge', at, size, text(middle, 36, 'name middle', words), text(middle, 58, 'note middle', 'ZmqWebBridge'));
  hub.classList.add('hub');
  return hub;
}

/** Clients on the left, the bridge, back ends on the right. */
function wide({ label, hub, clients, services, notes }) {
  const rows = Math.max(clients.length, services.length);
  const height = rows * WIDE.pitch - 24;
  const middle = WIDE.top + height / 2;
  const hubX = (WIDE.width - WIDE.hub) / 2;
  const drawn = { lines: [], nodes: [], ports: [], notes: [] };
  const side = (list, attribute, x, out, hubSide) =>
    list.forEach(({ id, name, kind, live }, n) => {
      const y = middle + (n - (list.length - 1) / 2) * WIDE.pitch;
      const there = middle + (y - middle) * 0.72;
      const half = (out + hubSide) / 2;
      const [from, to] = out < hubSide ? [[out, y], [hubSide, there]] : [[hubSide, there], [out, y]];
      drawn.lines.push(svg('path', { [attribute]: id, d: `M${from.join(' ')}C${half} ${from[1]} ${half} ${to[1]} ${to.join(' ')}` }));
      drawn.ports.push(port(hubSide, there));
      drawn.nodes.push(
        node(attribute === 'data-page' ? `page-${id}` : id, [x, y - WIDE.height / 2], [WIDE.node, WIDE.height],
          text(14, 25, 'name', name), text(182, 25, 'kind', kind), text(14, 46, 'live', live)),
      );
    });
  side(clients, 'data-page', 1, 1 + WIDE.node, hubX);
  side(services, 'data-service', WIDE.width - 1 - WIDE.node, WIDE.width - 1 - WIDE.node, hubX + WIDE.hub);
  drawn.nodes.push(hubOf([hubX, WIDE.top], [WIDE.hub, height], hub, WIDE.hub / 2));
  drawn.notes.push(text((1 + WIDE.node + hubX) / 2, 16, 'note middle', notes[0]), text((hubX + WIDE.hub + WIDE.width - WIDE.node) / 2, 16, 'note middle', notes[1]));
  return picture('wide', `0 0 ${WIDE.width} ${WIDE.top + height + 2}`, label, drawn);
}

/** Clients above, back ends below. */
function narrow({ hub, clients, services, notes }) {
  const { width, gap, height, hubTop, hubHeight } = NARROW;
  const below = hubTop + hubHeight;
  const total = below + hubTop;
  const drawn = { lines: [], nodes: [], ports: [], notes: [] };
  const row = (list, attribute, isAbove) =>
    list.forEach(({ id, name, short = name, live }, n) => {
      const box = (width - 2 - (list.length - 1) * gap) / list.length;
      const x = 1 + n * (box + gap);
      const at = x + box / 2;
      const there = width / 2 + (at - width / 2) * 0.72;
      const [from, to] = isAbove ? [[at, height], [there, hubTop]] : [[there, below], [at, total - height]];
      const half = (from[1] + to[1]) / 2;
      drawn.lines.push(svg('path', { [attribute]: id, d: `M${from.join(' ')}C${from[0]} ${half} ${to[0]} ${half} ${to.join(' ')}` }));
      drawn.ports.push(port(there, isAbove ? hubTop : below));
      drawn.nodes.push(
        node(attribute === 'data-page' ? `page-${id}` : id, [x, isAbove ? 1 : total - height - 1], [box, height],
          text(box / 2, 25, 'name middle', short), text(box / 2, 45, 'live middle', live.length < 9 ? live : '–')),
      );
    });
  row(clients, 'data-page', true);
  row(services, 'data-service', false);
  drawn.nodes.push(hubOf([1, hubTop], [width - 2, hubHeight], hub, width / 2 - 1));
  drawn.notes.push(text(width / 2, (height + hubTop) / 2 + 5, 'note middle', notes[0]), text(width / 2, (below + total - height) / 2 + 5, 'note middle', notes[1]));
  return picture('narrow', `0 0 ${width} ${total}`, '', drawn);
}

function switches(services, plug) {
  const rows = services.map(({ id, name, does }) => {
    const state = el('span', {}, does);
    const button = el('button', { type: 'button', 'data-testid': `stop-${id}`, 'aria-label': `Stop for 6 s: ${name}` }, 'Stop for 6 s');
    button.addEventListener('click', () => {
      button.disabled = true;
      plug.pull(id);
    });
    const row = el('li', { 'data-switch': id }, el('b', {}, name), state, button);
    return { id, does, row, state, button };
  });
  addEventListener('plug-services', ({ detail }) => {
    for (const { id, does, row, state, button } of rows) {
      const now = detail.find((service) => service.name === id);
      row.hidden = !now;
      row.toggleAttribute('data-off', now?.on === false);
      button.disabled = now?.on === false;
      state.textContent = now?.on === false ? `stopped, back in ${Math.ceil(now.back / 1000)} s` : does;
    }
  });
  return el('ul', { class: 'plain switches' }, ...rows.map(({ row }) => row));
}

/**
 * Draws the picture into an element, with a switch for each back end; the picture.
 *
 * @param plan {label, hub, notes: [left, right], clients and services: [{id, name, short, kind, live, does}]}
 */
export function stage(root, plan, plug) {
  root.append(wide(plan), narrow(plan), switches(plan.services, plug));
  const drawn = new Picture(root);
  addEventListener('plug-state', ({ detail }) => {
    for (const { id } of [...plan.services, { id: 'bridge' }]) {
      drawn.power(id, detail.get(id) ?? true);
    }
  });
  return drawn;
}
