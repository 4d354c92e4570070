// The same call, as it is written in three languages.

const isPlain = (kwargs) => Object.keys(kwargs).length === 0;
const js = (value) => JSON.stringify(value);

/** zmq.js, in a page. */
export function javascript([name, args, kwargs]) {
  const parts = [js(name), ...(args.length || !isPlain(kwargs) ? [js(args)] : []), ...(isPlain(kwargs) ? [] : [js(kwargs)])];
  return `const ctx = new zmq.Context('/data');
const req = ctx.Socket(zmq.REQ);
req.connect('rpc');

const service = new zmq.RPCClient(req);
const value = await service.rpc(${parts.join(', ')});
`;
}

function py(value) {
  if (value === null || typeof value === 'boolean') {
    return { null: 'None', true: 'True', false: 'False' }[value];
  }
  if (Array.isArray(value)) {
    return `[${value.map(py).join(', ')}]`;
  }
  if (typeof value === 'object') {
    return `{${Object.entries(value).map(([key, item]) => `${js(key)}: ${py(item)}`).join(', ')}}`;
  }
  return js(value);
}

const isName = (key) => /^[A-Za-z_]\w*$/.test(key);

/** Python, straight to the service: no web in between. */
export function python([name, args, kwargs], address) {
  const named = Object.entries(kwargs).filter(([key]) => isName(key)).map(([key, value]) => `${key}=${py(value)}`);
  return `# PYTHONPATH=rpc/python
from zmqwebbridge_rpc import RPCClient

service = RPCClient("${address}")
print(service.rpc(${[js(name), ...args.map(py), ...named].join(', ')}))
`;
}

function java(value) {
  if (value === null || typeof value !== 'object') {
    return Number.isInteger(value) && Math.abs(value) > 2 ** 31 - 1 ? `${value}L` : js(value);
  }
  if (Array.isArray(value)) {
    return `List.of(${value.map(java).join(', ')})`;
  }
  return `Map.of(${Object.entries(value).map(([key, item]) => `${js(key)}, ${java(item)}`).join(', ')})`;
}

/** Java, straight to the service. */
export function javaCall([name, args, kwargs], address) {
  const call = isPlain(kwargs)
    ? `service.rpc(${[js(name), ...args.map(java)].join(', ')})`
    : `service.call(\n      Object.class, ${js(name)}, ${java(args)}, ${java(kwargs)})`;
  return `try (RpcClient service = RpcClient.connect("${address}")) {
  System.out.println(${call});
}
`;
}
