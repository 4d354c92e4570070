// Functions of this page, called from a ZeroMQ program. Old-style classes work, too.
export default function (ctx, show, name) {
  const RPC = function (socket) {
    zmq.RPCServer.call(this, socket);
  };
  RPC.prototype = new zmq.RPCServer();
  RPC.prototype.authorized_functions = ['echo', 'add_user'];

  RPC.prototype.echo = function (msg) {
    show(`echo was called with ${msg}`);
    return msg;
  };
  RPC.prototype.can_add_user = function (username, password) {
    return password.length >= 6;
  };
  RPC.prototype.add_user = function (username, password, { type = 'boy' } = {}) {
    show(`add_user was called for ${username}, a ${type}`);
    return `${username} is in`;
  };

  const socket = ctx.Socket(zmq.REP);
  socket.identity = name;
  socket.connect('page');
  return new RPC(socket);
}
