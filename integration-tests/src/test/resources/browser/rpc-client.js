const ctx = new zmq.Context('/data');

for (const service of ['java', 'python']) {
  const list = document.getElementById(service);
  const show = (value, error) =>
    list.append(Object.assign(document.createElement('li'), { textContent: error ? error.code : JSON.stringify(value) }));
  const req = ctx.Socket(zmq.REQ);
  req.connect(service);
  const client = new zmq.RPCClient(req);
  client.rpc('echo', 'hello!', {}, show);
  client.rpc('add_user', ['hugo', 'secret'], { type: 'girl' }, show);
  client.rpc('add_user', ['hugo', 'x'], {}, show);
  client.rpc('no_such', [], {}, show);
}
