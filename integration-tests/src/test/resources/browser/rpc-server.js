// The original's own example: a class from before there were classes.
const ctx = new zmq.Context('/data');

RPC = function (socket) {
  zmq.RPCServer.call(this, socket);
};
RPC.prototype = new zmq.RPCServer();
RPC.prototype.authorized_functions = ['echo', 'add_user'];
RPC.prototype.echo = function (msg) {
  return msg;
};
RPC.prototype.can_add_user = function (username, password) {
  return password.length > 3;
};
RPC.prototype.add_user = function (username, password, options) {
  const kind = (options || {}).type || 'boy';
  document.getElementById('calls').append(Object.assign(document.createElement('li'), { textContent: username + ', ' + kind }));
  return { status: 'success' };
};
RPC.prototype.secret = function () {
  return 'nobody may know';
};

const rep = ctx.Socket(zmq.REP);
rep.identity = 'old page';
rep.onopen = () => document.body.setAttribute('data-open', '');
rep.connect('page');
new RPC(rep);
