// This page's one WebSocket, and another when it has ended.
const AGAIN_MILLIS = 1000;
const HERE_MILLIS = 3000;

/** Random, of 16 hexadecimal digits: nodes know the page by it. */
export const page = [...crypto.getRandomValues(new Uint8Array(8))].map((one) => one.toString(16).padStart(2, '0')).join('');

/** Joins a room; `onEvent` hears what happens, `onState` how the connection is. Returns {say, enter}. */
export function live(user, room, onEvent, onState) {
  let socket;
  const send = (said) => socket.send(JSON.stringify(said));
  const enter = (next) => {
    room = next;
    send({ type: 'join', user, room });
  };
  const connect = () => {
    onState('connecting');
    socket = new WebSocket(`ws${location.protocol.slice(4)}//${location.host}/live?${page}`);
    const here = setInterval(() => socket.readyState === WebSocket.OPEN && send({ type: 'here' }), HERE_MILLIS);
    socket.onopen = () => enter(room);
    socket.onmessage = ({ data }) => {
      onState('live'); // a node has answered; the server alone had opened it
      onEvent(JSON.parse(data));
    };
    socket.onclose = () => {
      clearInterval(here);
      onState('reconnecting');
      setTimeout(connect, AGAIN_MILLIS);
    };
  };
  connect();
  return { say: (text) => send({ type: 'msg', text }), enter };
}
