// A member of the group: one WebSocket, and another when it has ended.
const HERE_MILLIS = 20_000; // or the server takes it for idle
const digits = () => [...crypto.getRandomValues(new Uint8Array(8))].map((one) => one.toString(16).padStart(2, '0'));

export default function (user, hear, tell) {
  const address = `ws${location.protocol.slice(4)}//${location.host}/live/nodes/live?${digits().join('')}`;
  let socket;
  const send = (event) => socket?.readyState === WebSocket.OPEN && socket.send(JSON.stringify(event));
  const connect = () => {
    socket = new WebSocket(address);
    socket.onopen = () => send({ type: 'join', user, room: 'hall' });
    socket.onmessage = ({ data }) => hear(JSON.parse(data)); // the first one: which node has it
    socket.onclose = () => (tell(false), setTimeout(connect, 500));
  };
  setInterval(() => send({ type: 'here' }), HERE_MILLIS);
  connect();
  return { say: (text) => send({ type: 'msg', text }) };
}
