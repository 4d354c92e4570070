// Runs the doors that a page can go through by itself, and shows the files of all of them.
import { showFiles } from './lib/code.js';
import { byId } from './lib/dom.js';
import { output } from './lib/output.js';
import { site } from './lib/site.js';

const LIVE = ['eventsource', 'fetch', 'fallback', 'second', 'original'];
const { ctx } = site({ services: ['echo', 'quotes', 'jobs'] });

async function run(id) {
  const show = output(byId(id));
  const { default: door } = await import(`./doors/${id}.js`);
  try {
    await door(show);
  } catch (error) {
    show(error.message, 'bad');
  }
}

/** What a terminal has pushed shows here. */
const showJob = output(byId('curl'));
ctx.sub('done').onmessage = (text) => showJob(text);
showFiles();
LIVE.forEach(run);
