// Two origins that hold nothing: comments over SSE, a chat over a WebSocket.
import { showFiles } from './lib/code.js';
import { byId, el, millis, still, svg } from './lib/dom.js';
import { output } from './lib/output.js';
import { site } from './lib/site.js';

const WAY = [[120, 60], [320, 60], [400, 46], [600, 46], [600, 74], [400, 74], [320, 60], [120, 60]];
const DOT_MILLIS = 900;
const said = new Map(); // when this page said what

site({ services: [] });

/** A message on its way: to the origin, and from there to every page. */
function travel() {
  if (still.matches) {
    return;
  }
  const dot = svg('circle', { r: 5 });
  document.querySelector('.way .dots').append(dot);
  const began = performance.now();
  const step = (now) => {
    const at = Math.min(Math.max((now - began) / DOT_MILLIS, 0), 1) * (WAY.length - 1);
    const [from, to] = [WAY[Math.floor(at)], WAY[Math.ceil(at)]];
    dot.setAttribute('cx', from[0] + (to[0] - from[0]) * (at % 1));
    dot.setAttribute('cy', from[1] + (to[1] - from[1]) * (at % 1));
    if (now - began < DOT_MILLIS) {
      requestAnimationFrame(step);
    } else {
      dot.remove();
    }
  };
  requestAnimationFrame(step);
}

async function run(id) {
  const section = byId(id);
  const show = output(section);
  const { default: client } = await import(`./grip/${id}.js`);
  const say = client((text) => {
    const at = said.get(text);
    const took = at === undefined ? [] : [el('span', { class: 'took' }, millis(performance.now() - at))];
    show(el('span', {}, ...took, text));
  });
  section.querySelector('form').addEventListener('submit', async (event) => {
    event.preventDefault();
    const field = section.querySelector('input');
    const text = field.value.trim();
    if (!text) {
      return;
    }
    said.set(text, performance.now());
    travel();
    field.select();
    try {
      const answer = await say(text);
      if (answer && !answer.ok) {
        show(`Not said: the origin answered ${answer.status}.`, 'bad');
      }
    } catch (error) {
      show(`Not said: ${error.message}`, 'bad');
    }
  });
}

showFiles();
['comments', 'chat'].forEach(run);
