// The notebook: cells, and a Jupyter kernel behind three endpoints of the bridge.
import { showFiles } from './lib/code.js';
import { byId } from './lib/dom.js';
import { site } from './lib/site.js';
import { Cell } from './notebook/cell.js';
import { Kernel } from './notebook/kernel.js';

const LOOK_MILLIS = 2000;
const PICTURE = `import struct, zlib
from IPython.display import Image

def png(width, height, pixel):
    rows = b"".join(b"\\0" + bytes(v for x in range(width) for v in pixel(x, y)) for y in range(height))
    chunk = lambda kind, data: struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\\x89PNG\\r\\n\\x1a\\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")

Image(png(320, 120, lambda x, y: (15 + (x * y) % 200, 139, 141)))`;
const CODE = ['import platform\nprint("Hello from Python", platform.python_version())\n6 * 7', PICTURE, 'import time\nfor n in range(30):\n    print(n, end=" ", flush=True)\n    time.sleep(1)'];

const { ctx } = site({ services: ['kernel'] });
const cells = [];
let desk; // starts the kernel, and tells what to sign with
let kernel;
let life; // of the kernel that is heard
let begins = false;
let turns = 0;

/** The key of the address that the demo has printed; it leaves the address, and stays in this tab. */
function printedKey() {
  const key = new URLSearchParams(location.hash.slice(1)).get('key');
  if (key) {
    sessionStorage.setItem('notebook-key', key);
    history.replaceState(null, '', location.pathname);
  }
  return key ?? sessionStorage.getItem('notebook-key');
}

const WHY = {
  absent: 'There is no Jupyter kernel for Python on this machine, or the demo listens beyond it. On Debian: apt install python3-ipykernel, and start the demo again.',
  locked: 'A kernel runs any code as you. So this page wants the key that only you can read: open the notebook’s address from the terminal in which you started the demo.',
  refused: 'This is not the key of the demo that runs now. Open the notebook’s address from its terminal.',
};

function explain(reason) {
  byId('why').textContent = WHY[reason] ?? reason;
  byId('why').hidden = false;
  byId('bench').hidden = true;
}

const STATES = { starting: 'starting', busy: 'busy', idle: 'idle', ended: 'ended: restart it' };
function show(state) {
  byId('kernel').dataset.state = state;
  byId('kernel').textContent = `Kernel ${STATES[state] ?? state}`;
  const on = state === 'busy' || state === 'idle';
  byId('interrupt').disabled = !on;
  cells.forEach((cell) => cell.enable(on));
}

async function order(what) {
  const answer = JSON.parse(await desk.send(JSON.stringify({ do: what })));
  if (answer.error) throw new Error(answer.error);
  return answer;
}

/** Opens the kernel, or makes it again, and waits until it answers. */
async function begin(what) {
  const turn = ++turns;
  begins = true;
  try {
    show('starting');
    const { key, life: begun } = await order(what);
    const { language_info: language, implementation } = await kernel.begin(key);
    life = begun;
    byId('language').textContent = `${implementation}, ${language.name} ${language.version}`;
    show('idle');
  } finally {
    begins = turn !== turns;
  }
}

/** A kernel that has ended, by itself or by somebody else, says nothing any more: its desk knows. */
async function look() {
  const { on, life: now } = await order('state');
  if (!on && byId('kernel').dataset.state !== 'ended') {
    life = undefined;
    kernel.end('The kernel has ended.');
    show('ended');
  } else if (on && now !== life && !begins) {
    await begin('open');
  }
}

/** What was published meanwhile is lost, and with it that code has run. */
function lost() {
  life = undefined;
  kernel.end('The connection broke: the code may run on, but its output is lost.');
  show('starting');
}

function add(code = '') {
  const cell = new Cell(code, (text, take) => kernel.run(text, take), next);
  cells.push(cell);
  byId('cells').append(cell.element);
  cell.fit();
  cell.enable(['busy', 'idle'].includes(byId('kernel').dataset.state));
  return cell;
}

function next(cell) {
  (cells[cells.indexOf(cell) + 1] ?? add()).text.focus();
}

async function open(auth) {
  desk = ctx.req('kernel', { auth });
  await desk.opened;
  kernel = new Kernel(ctx, auth, { status: (state) => life && show(state), lost: (error) => explain(error.message) });
  byId('why').hidden = true;
  byId('bench').hidden = false;
  CODE.forEach((code) => add(code));
  ctx.on('state', ({ name }) => name === 'reconnecting' && lost());
  begin('open').catch(() => undefined);
  let looks = false;
  setInterval(() => {
    if (!looks && ctx.state.name === 'live') {
      looks = true;
      look().catch(() => undefined).finally(() => (looks = false));
    }
  }, LOOK_MILLIS);
}

byId('interrupt').addEventListener('click', () => kernel.request('control', 'interrupt_request').catch(() => undefined));
byId('restart').addEventListener('click', () => begin('restart').catch(() => undefined));
byId('add').addEventListener('click', () => add().text.focus());

const key = printedKey();
let begun = false;
addEventListener('plug-services', ({ detail }) => {
  if (begun) return;
  if (!detail.some(({ name }) => name === 'kernel')) {
    explain('absent');
  } else if (!key) {
    explain('locked');
  } else {
    begun = true;
    open({ key }).catch((error) => explain(error.code === 'not_allowed' ? 'refused' : error.message));
  }
});
showFiles();
