// The chat page: two people on one screen, each with a connection of their own.
import { Pane } from './chat/pane.js';
import { drawer } from './lib/drawer.js';
import { byId } from './lib/dom.js';
import { connection, site } from './lib/site.js';

const CUT_MILLIS = 8000;

const people = ['Ada', 'Bob'].map((name, n) => {
  const { ctx, cable } = connection();
  return { ctx, cable, pane: new Pane({ ctx, cable, name, key: n + 1, cutMillis: CUT_MILLIS }) };
});

byId('panes').append(...people.map(({ pane }) => pane.element));
people.forEach(({ pane }) => pane.start());
people.forEach(({ pane }, n) => {
  pane.speak(n === 0);
  pane.element.addEventListener('focusin', () => people.forEach((other) => other.pane.speak(other.pane === pane)));
});

site({
  services: ['chat'],
  cuts: people.map(({ ctx, cable, pane }) => ({ ctx, cable, name: `${pane.name}’s connection` })),
});
addEventListener('plug-services', ({ detail }) => {
  const language = detail.find(({ name }) => name === 'chat')?.does.match(/in (\w+)$/)?.[1];
  byId('language').textContent = language ? `, written in ${language}` : '';
});
drawer(byId('source'), byId('show-source'));
