// A chat: one WebSocket, and another when it has ended.
export default function (show = console.log) {
  let chat;
  const connect = () => {
    chat = new WebSocket(`ws${location.protocol.slice(4)}//${location.host}/live/chat`);
    chat.onmessage = ({ data }) => show(data);
    chat.onclose = () => setTimeout(connect, 2000);
  };
  connect();
  return (text) => chat.send(text);
}
