// A WebSocket, one message for each.
export default function (show = console.log) {
  const news = new WebSocket('/subscriber/news');
  news.onmessage = ({ data }) => show(data);
  return new Promise((end) => (news.onclose = end));
}
