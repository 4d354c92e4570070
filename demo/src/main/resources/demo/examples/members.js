// Two names, one door. The hook below decides, not the page.
export default function (ctx, show) {
  for (const username of ['hugo', 'anna']) {
    const notes = ctx.Socket(zmq.SUB);
    notes.onmessage = (note) => show(`${username} hears: ${note}`);
    notes.onerror = (error) => show(`${username} is refused: ${error.code}`);
    notes.connect('members', { username });
  }
}
