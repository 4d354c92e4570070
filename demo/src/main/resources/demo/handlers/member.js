// A member of the room: one WebSocket, and another when it has ended.
const PING_MILLIS = 30_000; // or the server takes it for dead

export default function (user, hear, tell) {
  let socket;
  const send = (event) => socket?.readyState === WebSocket.OPEN && socket.send(JSON.stringify(event));
  const join = () => send({ type: 'join', user });
  const connect = () => {
    socket = new WebSocket(`ws${location.protocol.slice(4)}//${location.host}/live/handlers/room`);
    socket.onopen = () => (tell(true), join());
    socket.onmessage = ({ data }) => hear(JSON.parse(data));
    socket.onclose = () => (tell(false), setTimeout(connect, 1000));
  };
  setInterval(() => send({ type: 'ping' }), PING_MILLIS);
  connect();
  return { join, say: (msg) => send({ type: 'msg', msg }) };
}
