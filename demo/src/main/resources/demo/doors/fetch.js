// A request and a message, by fetch.
export default async function (show = console.log) {
  const reply = await fetch('/req/echo', { method: 'POST', body: 'hello' });
  show(`${reply.status}: ${await reply.text()}`);

  const pushed = await fetch('/push/jobs', { method: 'POST', body: 'feed the cat' });
  show(`${pushed.status}: ZeroMQ has it`);
}
