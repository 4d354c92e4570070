// A ZeroMQ socket; its topic is the channel.
const ctx = new zmq.Context('/data');

export default async function (show = console.log) {
  for await (const [channel, text] of ctx.sub('channels', { topics: ['news'] })) {
    show(text);
  }
}
