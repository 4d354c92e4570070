// Written as for the original: sends at once, waits for nothing.
const ctx = new zmq.Context(location.origin.replace(/^http/, 'ws') + '/data');

for (const service of ['java', 'python']) {
  const list = document.getElementById(service);
  const show = (reply) => list.append(Object.assign(document.createElement('li'), { textContent: reply }));
  const first = ctx.Socket(zmq.REQ);
  const second = ctx.Socket(zmq.REQ);
  first.connect(service);
  second.connect(service);
  first.send('hello from the first', show);
  second.send('hello from the second', show);
  first.send('wörld \u{1F600}', show);
}
