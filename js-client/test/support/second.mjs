// The second wire as its page writes it down, apart from the client's own codec: frames of the conversations to WebSocket messages and back.
const KINDS = ['', 'MESSAGE', 'REQUEST', 'REPLY', 'ITEM'];
const MEMBERS = { MESSAGE: [], REQUEST: ['id', 'millis'], REPLY: ['id'], ITEM: ['offset'] };

export const WELCOME = {
  op: 'welcome',
  connection: 17,
  heartbeatMillis: 15000,
  extensions: [],
  limits: { maxMessageBytes: 1048576, maxParts: 64, maxControlBytes: 65536, maxChannels: 128, maxTopicBytes: 255, maxSubscriptions: 1024, maxRequestsInFlight: 256 },
};

export function welcome(over = {}) {
  return { ...WELCOME, ...over, limits: { ...WELCOME.limits, ...over.limits } };
}

/** A part as the conversations write it. */
export function part(written) {
  if (typeof written === 'string') return Buffer.from(written);
  if (written.hex !== undefined) return Buffer.from(written.hex.replaceAll(' ', ''), 'hex');
  return Buffer.from(written.repeat.repeat(written.times));
}

/** A frame, written `{op…}` or `{kind, channel, …, parts}`, as what crosses. */
export function encode(frame) {
  if (frame.kind === undefined) return JSON.stringify(frame);
  const head = MEMBERS[frame.kind].flatMap((name) => (name === 'offset' ? [Math.floor(frame.offset / 2 ** 32), frame.offset % 2 ** 32] : [frame[name]]));
  const numbers = Buffer.concat([frame.channel, ...head].map((number) => Buffer.from(number.toString(16).padStart(8, '0'), 'hex')));
  const parts = frame.parts.flatMap((written) => [length(part(written).length), part(written)]);
  return Buffer.concat([Buffer.from([KINDS.indexOf(frame.kind)]), numbers, ...parts]);
}

/** What has crossed, as a frame whose parts are `{hex}`. */
export function decode(data, isBinary) {
  if (!isBinary) return JSON.parse(data.toString());
  const kind = KINDS[data[0]];
  const frame = { kind, channel: data.readUInt32BE(1) };
  let at = 5;
  for (const name of MEMBERS[kind]) {
    frame[name] = name === 'offset' ? Number(data.readBigUInt64BE(at)) : data.readUInt32BE(at);
    at += name === 'offset' ? 8 : 4;
  }
  frame.parts = [];
  while (at < data.length) {
    let size = 0;
    for (let shift = 0, more = true; more; shift += 7, at += 1) {
      size += (data[at] & 127) * 2 ** shift;
      more = data[at] > 127;
    }
    frame.parts.push({ hex: data.subarray(at, (at += size)).toString('hex') });
  }
  return frame;
}

function length(bytes) {
  const groups = [];
  let rest = bytes;
  for (; rest > 127; rest = Math.floor(rest / 128)) groups.push((rest % 128) + 128);
  return Buffer.from([...groups, rest]);
}
