// A WebSocket and no library: a request on the original wire. Everything is JSON, and text.
export default function (show = console.log) {
  const socket = new WebSocket(`${location.origin.replace(/^http/, 'ws')}/data`);
  const send = (msg_type, content) => socket.send(JSON.stringify({ identity: 'mine', msg_type, content }));

  socket.onopen = () => send('connect', JSON.stringify({ zmq_conn_string: 'echo', socket_type: 3 }));

  socket.onmessage = ({ data }) => {
    const { msg_type, content } = JSON.parse(data);
    if (msg_type === 'connection_reply') {
      show(`connected: ${JSON.parse(content).status}`);
      send('userlevel', 'hello');
    } else {
      show(`reply: ${content}`);
      socket.close();
    }
  };
}
