// Server-sent events. An EventSource finds its place again by itself.
export default function (show = console.log) {
  const news = new EventSource('/subscriber/news');
  news.onmessage = ({ data }) => show(data);
}
