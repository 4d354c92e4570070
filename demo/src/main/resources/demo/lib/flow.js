// What the frames of a context mean, on either wire: which endpoint, which kind, how long it took.

const TYPES = { 2: 'SUB', 3: 'REQ', 4: 'REP' };
const utf8 = new TextDecoder();

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}

/**
 * Calls `listener` for each frame about a socket that crosses, in either direction, with
 * {kind, direction, identity, endpoint, type, text, millis}. Kinds: connect, opened, refused;
 * request, reply, error (REQ); delivery (SUB); ask, answer (REP). `identity` tells the sockets of
 * this context apart; `millis` is a reply's round trip.
 */
export function flow(ctx, listener) {
  const sockets = new Map();
  return ctx.on('trace', ({ direction, frame, text }) => {
    const read = frame && (frame.op || frame.parts ? second(direction, frame, text) : original(direction, frame));
    if (read?.kind === 'connect') {
      sockets.set(read.identity, { endpoint: read.endpoint, type: read.type, sent: new Map() });
    }
    const socket = read && sockets.get(read.identity);
    const kind = socket && (read.kind ?? kindOf(direction, read.failed, socket.type));
    if (kind) {
      const { endpoint, type, sent } = socket;
      const event = { kind, direction, identity: read.identity, endpoint, type, text: read.text };
      if (kind === 'request') {
        sent.set(read.id ?? Symbol('in order'), performance.now());
      } else if (kind === 'reply' || kind === 'error') {
        const id = read.id ?? sent.keys().next().value;
        event.millis = performance.now() - sent.get(id);
        sent.delete(id);
      }
      listener(event);
    }
  });
}

/** Replies come in the order of their requests. */
function original(direction, { identity, content, msg_type }) {
  if (direction === 'out' && msg_type === 'connect') {
    const { zmq_conn_string: endpoint, socket_type } = parsed(content);
    return { kind: 'connect', identity, endpoint, type: TYPES[socket_type], text: content };
  }
  if (msg_type === 'connection_reply') {
    return { kind: parsed(content).status === 'success' ? 'opened' : 'refused', identity, text: content };
  }
  return { identity, failed: msg_type === 'error', text: content };
}

/** Requests have ids; of a message the last part is shown. */
function second(direction, { op, channel, id, endpoint, type, numbers, parts }, text) {
  if (parts) {
    return { identity: numbers[0], id: numbers[1], text: utf8.decode(parts.at(-1)) };
  }
  const kind = { open: 'connect', opened: 'opened', refused: 'refused' }[op];
  return kind || op === 'failed' ? { kind, identity: channel, id, endpoint, type, failed: true, text } : undefined;
}

function kindOf(direction, failed, type) {
  if (type === 'REQ') {
    return direction === 'out' ? 'request' : failed ? 'error' : 'reply';
  }
  return type === 'SUB' ? 'delivery' : type === 'REP' ? (direction === 'in' ? 'ask' : 'answer') : undefined;
}
