// What the frames of a context mean: which endpoint, which kind, how long it took.

const TYPES = { 2: 'SUB', 3: 'REQ', 4: 'REP' };

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}

/**
 * Calls `listener` for each frame that crosses, in either direction, with
 * {kind, direction, identity, endpoint, type, text, millis}. Kinds: connect, opened, refused;
 * request, reply, error (REQ); delivery (SUB); ask, answer (REP). `millis` is a reply's round trip.
 */
export function flow(ctx, listener) {
  const sockets = new Map();
  return ctx.on('trace', ({ direction, frame }) => {
    if (!frame) {
      return;
    }
    const { identity, content, msg_type } = frame;
    if (direction === 'out' && msg_type === 'connect') {
      const { zmq_conn_string: endpoint, socket_type } = parsed(content);
      sockets.set(identity, { endpoint, type: TYPES[socket_type], waiting: [] });
    }
    const socket = sockets.get(identity);
    if (socket) {
      const { endpoint, type } = socket;
      const kind = kindOf(direction, msg_type, type, content);
      const event = { kind, direction, identity, endpoint, type, text: content };
      if (kind === 'request') {
        socket.waiting.push(performance.now());
      } else if (kind === 'reply' || kind === 'error') {
        event.millis = performance.now() - socket.waiting.shift();
      }
      listener(event);
    }
  });
}

function kindOf(direction, msgType, type, content) {
  if (msgType === 'connect' && direction === 'out') {
    return 'connect';
  }
  if (msgType === 'connection_reply') {
    return parsed(content).status === 'success' ? 'opened' : 'refused';
  }
  if (type === 'REQ') {
    return direction === 'out' ? 'request' : msgType === 'error' ? 'error' : 'reply';
  }
  return type === 'SUB' ? 'delivery' : direction === 'in' ? 'ask' : 'answer';
}
