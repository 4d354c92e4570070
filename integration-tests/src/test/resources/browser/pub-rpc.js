// The original's own example: without new.
const ctx = new zmq.Context('/data');
const rpc_server = zmq.PubRPCServer();
rpc_server.prototype.add = function (first, second) {
  document.getElementById('sums').append(Object.assign(document.createElement('li'), { textContent: first + second }));
};
const sub = ctx.Socket(zmq.SUB);
sub.onopen = () => document.body.setAttribute('data-open', '');
sub.connect('calls');
new rpc_server(sub);
