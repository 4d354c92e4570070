// A member of the chat: one WebSocket, and another when it has ended.
const PING_MILLIS = 30_000; // or the server takes the connection for dead
const AGAIN_MILLIS = 2000;

/** Joins; `onEvent` hears what happens, `onState` how the connection is. Returns a way to speak. */
export function join(user, onEvent, onState) {
  let chat;
  const send = (event) => chat.send(JSON.stringify(event));
  const connect = () => {
    onState('connecting');
    chat = new WebSocket(`ws${location.protocol.slice(4)}//${location.host}/chat`);
    const ping = setInterval(() => chat.readyState === WebSocket.OPEN && send({ type: 'ping' }), PING_MILLIS);
    chat.onopen = () => {
      onState('live');
      send({ type: 'join', user });
    };
    chat.onmessage = ({ data }) => onEvent(JSON.parse(data));
    chat.onclose = () => {
      clearInterval(ping);
      onState('reconnecting');
      setTimeout(connect, AGAIN_MILLIS);
    };
  };
  connect();
  return (msg) => send({ type: 'msg', msg });
}
