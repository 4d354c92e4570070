// What is photographed: a page, and how it gets into the state.

const testId = (page, id) => page.getByTestId(id);
const live = (page) => page.locator('#state[state=live]').waitFor();

/** Opens the plug's panel and pulls one. */
async function pull(page, name) {
  await testId(page, 'pull-the-plug').click();
  await testId(page, `plug-${name}`).click();
}

const side = (page, n) => testId(page, `pane-${n}`);

/** One side says something and waits until it is on its way. */
async function say(page, n, text) {
  await side(page, n).getByTestId('compose').fill(text);
  await side(page, n).getByTestId('send').click();
}

/** Restarts the chat service, so that the room is empty, and enters it. */
async function talk(page) {
  await page.evaluate(async () => {
    const ctx = new zmq.Context('/data');
    const plug = ctx.Socket(zmq.REQ);
    await plug.connect('plug');
    await plug.send('{"pull": "chat", "seconds": 1}');
    sessionStorage.clear();
    ctx.close();
  });
  await page.reload();
  await live(page);
  await side(page, 2).getByText('(you)').waitFor();
  await say(page, 1, 'Hello Bob, can you hear me?');
  await side(page, 1).getByText('delivered').first().waitFor();
  await say(page, 2, 'Loud and clear. <b>Markup</b> stays what it is: text.');
  await side(page, 2).getByText('delivered').first().waitFor();
}

/** Publishes by hand, and waits until all six kinds of clients have it. */
async function publish(page, text) {
  await page.getByLabel('Publish in news').fill(text);
  await page.getByRole('button', { name: 'Publish' }).click();
  for (const kind of ['longpoll', 'interval', 'events', 'websocket', 'stream', 'sub']) {
    await testId(page, `${kind}-output`).getByText(text).first().waitFor();
  }
}

/** Uses each handler of the demo of Mongrel2. */
async function mongrel2(page) {
  await page.locator('#chat state-chip[state=live]').waitFor();
  await testId(page, 'hello-say').locator('button').click();
  await testId(page, 'chat-output').getByText('Here:').waitFor();
  await testId(page, 'chat-say').locator('button').click();
  await testId(page, 'chat-output').getByText('Hello everybody').first().waitFor();
  await page.locator('#file').setInputFiles({ name: 'a.bin', mimeType: 'application/octet-stream', buffer: Buffer.alloc(3_000_000) });
  await testId(page, 'upload-say').locator('button').click();
  await testId(page, 'far').getByText('3,000,000 bytes came, and their SHA-256').waitFor();
}

/** Uses each part of the demo of BlastBeat. */
async function blastbeat(page) {
  await page.locator('#chat state-chip[state=live]').waitFor();
  for (const asked of [1, 2, 3]) {
    await testId(page, 'hello-say').locator('button').click();
    await testId(page, 'hello-output').locator('li').nth(asked).waitFor();
  }
  await testId(page, 'here').getByText('Here:').waitFor();
  await testId(page, 'chat-say').locator('button').click();
  await testId(page, 'chat-output').getByText('Hello everybody').first().waitFor();
  for (const drink of ['tea', 'coffee']) {
    await testId(page, 'brew-say').locator(`button[value=${drink}]`).click();
    await testId(page, 'brew-output').getByText(`has brewed ${drink}`).waitFor();
  }
  await page.locator('#file').setInputFiles({ name: 'a.bin', mimeType: 'application/octet-stream', buffer: Buffer.alloc(3_000_000) });
  await testId(page, 'upload-say').locator('button').click();
  await testId(page, 'far').getByText('and their SHA-256').waitFor();
}

/** Asks both handlers, and says something in the room. */
async function handlers(page) {
  await live(page);
  await testId(page, 'greet-output').getByText('Hello from').first().waitFor();
  await page.locator('.picture.wide [data-node=page-bob] .live', { hasText: 'in the room' }).waitFor({ state: 'attached' });
  await testId(page, 'room-say').locator('button').click();
  await testId(page, 'room-output').getByText('Hello everybody').first().waitFor();
  await testId(page, 'greet-say').getByText('Ask four times').click();
  await testId(page, 'greet-output').locator('li').nth(4).waitFor();
}

/** Asks for both drinks, and says something to the group. */
async function nodes(page) {
  await live(page);
  await testId(page, 'room-output').getByText('Cleo is at node').waitFor();
  for (const drink of ['tea', 'coffee']) {
    await testId(page, 'brew-say').locator(`button[value=${drink}]`).click();
    await testId(page, 'brew-output').getByText(`has brewed ${drink}`).waitFor();
  }
  await testId(page, 'room-say').locator('button').click();
  await testId(page, 'room-output').getByText('Hello everybody').first().waitFor();
}

/** Says something by each origin. */
async function grip(page) {
  await live(page);
  for (const [id, text] of [['comments', 'What a goal'], ['chat', 'Hello everybody']]) {
    await testId(page, `${id}-say`).locator('button').click();
    await testId(page, `${id}-output`).getByText(text).first().waitFor();
  }
}

export const scenes = {
  landing: {
    path: '',
    fullPage: true,
    async arrange(page) {
      await live(page);
      await testId(page, 'ask').locator('button').click();
      await testId(page, 'answer').getByText('echo answered').waitFor();
      await page.waitForFunction(() => document.querySelectorAll('.picture .dots circle').length > 6);
    },
  },
  channels: {
    path: 'channels.html',
    fullPage: true,
    async arrange(page) {
      await live(page);
      await publish(page, 'The kettle is on');
      await publish(page, 'Tea is ready, <b>bring cups</b>');
    },
  },
  'channels-code': {
    path: 'channels.html',
    fullPage: true,
    async arrange(page) {
      await live(page);
      await testId(page, 'kind-longpoll').locator('summary').click();
      await testId(page, 'kind-events').locator('summary').click();
      await page.waitForFunction(() => document.querySelectorAll('figure[data-code] pre').length === 7);
    },
  },
  'channels-bridge-pulled': {
    path: 'channels.html',
    pulls: true,
    expects: ['WebSocket connection to', 'ERR_', 'Failed to load resource'],
    async arrange(page) {
      await live(page);
      await pull(page, 'bridge');
      await page.locator('#state[state=reconnecting]').waitFor();
      await page.getByRole('button', { name: 'Publish' }).click();
      await page.waitForTimeout(500);
    },
  },
  handlers: { path: 'handlers.html', fullPage: true, arrange: handlers },
  'handlers-code': {
    path: 'handlers.html',
    fullPage: true,
    async arrange(page) {
      await handlers(page);
      await page.locator('#greet summary').click();
      await page.locator('#room summary').click();
      await page.waitForFunction(() => document.querySelectorAll('figure[data-code] pre').length === 4);
    },
  },
  'handlers-stopped': {
    path: 'handlers.html',
    fullPage: true,
    pulls: true,
    async arrange(page) {
      await handlers(page);
      await page.waitForFunction(() => !document.querySelector('.picture .dots .mine'));
      await testId(page, 'stop-greeter-1').click();
      await testId(page, 'stop-greeter-2').click();
      await testId(page, 'stop-room').click();
      await page.locator('.picture [data-node=room][data-off]').first().waitFor({ state: 'attached' });
      await testId(page, 'greet-say').getByText('Ask four times').click();
      await testId(page, 'room-say').locator('button').click();
      await page.waitForTimeout(1200);
    },
  },
  nodes: { path: 'nodes.html', fullPage: true, arrange: nodes },
  'nodes-stopped': {
    path: 'nodes.html',
    fullPage: true,
    pulls: true,
    async arrange(page) {
      await nodes(page);
      await testId(page, 'stop-node1').click();
      await testId(page, 'room-output').getByText('has ended').first().waitFor();
      await page.waitForTimeout(1200);
    },
  },
  grip: { path: 'grip.html', fullPage: true, arrange: grip },
  'grip-stopped': {
    path: 'grip.html',
    fullPage: true,
    pulls: true,
    expects: ['502', 'WebSocket'],
    async arrange(page) {
      await grip(page);
      await testId(page, 'stop-comments').click();
      await page.locator('.picture [data-node=comments][data-off]').first().waitFor({ state: 'attached' });
      await testId(page, 'comments-say').locator('button').click();
      await testId(page, 'comments-output').getByText('Not said').waitFor();
    },
  },
  'not-there': {
    path: 'nothing-here',
    expects: ['404'],
    async arrange(page) {
      await page.getByText('There is no such page').waitFor();
    },
  },
  'landing-unplugged': {
    path: '',
    pulls: true,
    async arrange(page) {
      await live(page);
      await pull(page, 'echo');
      await page.locator('.picture [data-node=echo][data-off]').first().waitFor({ state: 'attached' });
      await testId(page, 'ask').locator('button').click();
      await page.waitForFunction(() => document.querySelector('.picture .dots .mine')?.getAttribute('cx') > 600 || innerWidth < 900);
      await page.waitForTimeout(400);
    },
  },
  'landing-still': {
    path: '',
    options: { reducedMotion: 'reduce' },
    async arrange(page) {
      await live(page);
      await page.getByTestId('round-trip').filter({ hasText: 'ms' }).waitFor();
    },
  },
  'landing-bridge-pulled': {
    path: '',
    pulls: true,
    expects: ['WebSocket connection to'],
    async arrange(page) {
      await live(page);
      await page.waitForTimeout(3000);
      await pull(page, 'bridge');
      await page.locator('#state[state=reconnecting]').waitFor();
    },
  },
  doors: {
    path: 'doors.html',
    fullPage: true,
    async arrange(page) {
      await live(page);
      await testId(page, 'curl-output').getByText('done: feed the cat').waitFor();
      await testId(page, 'eventsource-output').getByText('NOVA').first().waitFor();
      await testId(page, 'second-output').getByText('reply 7: hello').waitFor();
      await testId(page, 'original-output').getByText('reply: hello').waitFor();
    },
  },
  chat: {
    path: 'chat.html',
    async arrange(page) {
      await talk(page);
      await side(page, 2).getByTestId('compose').pressSequentially('And now wat');
      await side(page, 1).getByText('typing').waitFor();
    },
  },
  'chat-cut': {
    path: 'chat.html',
    expects: ['WebSocket connection to'],
    pulls: true,
    async arrange(page) {
      await talk(page);
      await side(page, 1).getByTestId('cut').click();
      await side(page, 1).locator('state-chip[state=reconnecting]').waitFor();
      await say(page, 1, 'I am cut off, but I keep writing.');
      await say(page, 2, 'Ada? Are you there?');
      await side(page, 2).locator('[data-away]').waitFor();
    },
  },
  'chat-source-java': {
    path: 'chat.html',
    async arrange(page) {
      await live(page);
      await testId(page, 'show-source').click();
      await page.getByRole('tab', { name: 'in Java' }).click();
      await testId(page, 'source').getByText('public void serve').waitFor();
    },
  },
  'chat-source-python': {
    path: 'chat.html',
    async arrange(page) {
      await live(page);
      await testId(page, 'show-source').click();
      await page.getByRole('tab', { name: 'in Python' }).click();
      await testId(page, 'source').getByText('getppid').first().waitFor();
    },
  },
  'chat-source': {
    path: 'chat.html',
    async arrange(page) {
      await live(page);
      await testId(page, 'show-source').click();
      await testId(page, 'source').getByText('export class Room').waitFor();
    },
  },
  rpc: {
    path: 'rpc.html',
    fullPage: true,
    async arrange(page) {
      await live(page);
      await testId(page, 'function-add_user').click();
      await testId(page, 'p-type').fill('girl');
      await testId(page, 'send').click();
      await testId(page, 'verdict').getByText('returned').waitFor();
    },
  },
  'rpc-error': {
    path: 'rpc.html',
    async arrange(page) {
      await live(page);
      await testId(page, 'try-4').click();
      await testId(page, 'verdict').getByText('error').waitFor();
    },
  },
  quotes: {
    path: 'quotes.html',
    async arrange(page) {
      await live(page);
      await page.waitForTimeout(12_000);
    },
  },
  'quotes-unplugged': {
    path: 'quotes.html',
    pulls: true,
    async arrange(page) {
      await live(page);
      await page.waitForTimeout(6000);
      await pull(page, 'quotes');
      await testId(page, 'gap').getByText('No price for 4 s').waitFor();
    },
  },
  'chat-service-pulled': {
    path: 'chat.html',
    pulls: true,
    async arrange(page) {
      await talk(page);
      await pull(page, 'chat');
      await say(page, 1, 'Is anybody keeping this?');
      await side(page, 1).getByText('does not answer').waitFor();
    },
  },
  examples: {
    path: 'examples.html',
    fullPage: true,
    async arrange(page) {
      await live(page);
      await testId(page, 'rep-form').locator('button').click();
      await testId(page, 'rep-output').getByText('the asker received').waitFor();
      await testId(page, 'members-output').getByText('note').first().waitFor();
    },
  },
  'plug-panel': {
    path: 'examples.html',
    async arrange(page) {
      await live(page);
      await testId(page, 'pull-the-plug').click();
    },
  },
  'plug-cut': {
    path: 'examples.html',
    expects: ['WebSocket is closed before the connection is established', 'WebSocket connection to'],
    async arrange(page) {
      await live(page);
      await testId(page, 'sub-output').locator('li:not(.empty)').first().waitFor();
      await pull(page, 'cut-1');
      await page.locator('#state[state=reconnecting]').waitFor();
    },
  },
  // Of zwb demo --mongrel2, so that they are named: npm run screenshots -- http://127.0.0.1:6767 mongrel2 mongrel2-code
  mongrel2: {
    path: '',
    fullPage: true,
    elsewhere: true,
    async arrange(page) {
      await mongrel2(page);
      await page.locator('#radio audio').evaluate((audio) => audio.play());
      await testId(page, 'heard').getByText('Playing: 1 s').waitFor();
    },
  },
  'mongrel2-code': {
    path: '',
    fullPage: true,
    elsewhere: true,
    async arrange(page) {
      await mongrel2(page);
      for (const id of ['hello', 'chat', 'radio', 'upload']) {
        await page.locator(`#${id} summary`).click();
      }
      await page.waitForFunction(() => document.querySelectorAll('figure[data-code] pre').length === 9);
    },
  },
  'mongrel2-refused': {
    path: '',
    fullPage: true,
    elsewhere: true,
    expects: ['413', 'ERR_'],
    async arrange(page) {
      await page.locator('#chat state-chip[state=live]').waitFor();
      await page.locator('#file').evaluate((input) => {
        const files = new DataTransfer();
        files.items.add(new File([new Uint8Array(65 << 20)], 'large.bin'));
        input.files = files.files;
      });
      await testId(page, 'upload-say').locator('button').click();
      await testId(page, 'far').getByText('Not uploaded').waitFor();
    },
  },
  // Of zwb demo --blastbeat: npm run screenshots -- http://127.0.0.1:8080 blastbeat blastbeat-code blastbeat-refused
  blastbeat: {
    path: '',
    fullPage: true,
    elsewhere: true,
    arrange: blastbeat,
  },
  'blastbeat-code': {
    path: '',
    fullPage: true,
    elsewhere: true,
    async arrange(page) {
      await blastbeat(page);
      for (const id of ['hello', 'chat', 'brew', 'upload']) {
        await page.locator(`#${id} summary`).click();
      }
      await page.waitForFunction(() => document.querySelectorAll('figure[data-code] pre').length === 7);
    },
  },
  'blastbeat-refused': {
    path: '',
    fullPage: true,
    elsewhere: true,
    expects: ['413', 'ERR_'],
    async arrange(page) {
      await page.locator('#chat state-chip[state=live]').waitFor();
      await page.locator('#file').evaluate((input) => {
        const files = new DataTransfer();
        files.items.add(new File([new Uint8Array(65 << 20)], 'large.bin'));
        input.files = files.files;
      });
      await testId(page, 'upload-say').locator('button').click();
      await testId(page, 'far').getByText('Not uploaded').waitFor();
    },
  },
  // The demo prints the notebook's address, whose key is told by NOTEBOOK_KEY.
  notebook: {
    path: `notebook.html#key=${process.env.NOTEBOOK_KEY ?? ''}`,
    fullPage: true,
    async arrange(page) {
      await testId(page, 'kernel').getByText('idle').waitFor();
      await page.locator('#kernel[data-state=idle]').waitFor();
      for (const n of [0, 1]) {
        await testId(page, 'run').nth(n).click();
        await page.locator('[data-testid=cell]').nth(n).and(page.locator('[data-state=ok]')).waitFor();
      }
      await page.locator('canvas[data-drawn]').waitFor();
      await testId(page, 'code').nth(2).fill('import sys\nprint("to standard error", file=sys.stderr)\n1 / 0');
      await testId(page, 'run').nth(2).click();
      await page.locator('[data-testid=cell][data-state=error]').waitFor();
    },
  },
  'notebook-locked': {
    path: 'notebook.html',
    async arrange(page) {
      await testId(page, 'why').getByText(/terminal|ipykernel/).waitFor();
    },
  },
};
