// Live comments: heard by an EventSource, said by a POST to the same address.
export default function (show = console.log) {
  const comments = new EventSource('/live/comments');
  comments.onmessage = ({ data }) => show(JSON.parse(data));
  return (text) => fetch('/live/comments', { method: 'POST', body: text });
}
