// A WebSocket and no library: a request on the second wire. Control is JSON, data is bytes.
export default function (show = console.log) {
  const socket = new WebSocket(`${location.origin.replace(/^http/, 'ws')}/data`, 'zwb.2');
  socket.binaryType = 'arraybuffer';

  const number = (value) => [value >>> 24, value >>> 16, value >>> 8, value];
  const ask = (text) => {
    const part = new TextEncoder().encode(text); // up to 127 bytes: then its length is one byte
    // REQUEST, channel, id, milliseconds (0: the bridge's own deadline), then each part's length and bytes
    socket.send(new Uint8Array([2, ...number(1), ...number(7), ...number(0), part.length, ...part]));
  };

  socket.onmessage = ({ data }) => {
    if (typeof data !== 'string') {
      const reply = new Uint8Array(data); // REPLY, channel, id, length, part
      show(`reply ${new DataView(data).getUint32(5)}: ${new TextDecoder().decode(reply.subarray(10))}`);
      socket.close();
      return;
    }
    const { op, text } = JSON.parse(data);
    if (op === 'welcome') {
      socket.send(JSON.stringify({ op: 'open', channel: 1, type: 'REQ', endpoint: 'echo' }));
    } else if (op === 'opened') {
      ask('hello');
    } else {
      show(`${op}: ${text}`);
    }
  };
}
