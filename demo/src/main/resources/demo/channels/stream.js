// One answer that goes on: a line for each message.
export default async function (show = console.log) {
  const answer = await fetch('/stream/news');
  let rest = '';
  for await (const text of answer.body.pipeThrough(new TextDecoderStream())) {
    const lines = (rest + text).split('\n');
    rest = lines.pop();
    lines.forEach((line) => show(line));
  }
}
