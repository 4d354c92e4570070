// The chat as a page sees it: commands leave on REQ, events arrive on SUB.
export class Room {
  got = 0; // the serial of the last message that this page has

  constructor(ctx, me, ui) {
    Object.assign(this, { me, ui, commands: ctx.Socket(zmq.REQ), events: ctx.Socket(zmq.SUB) });
    this.events.onmessage = (text) => this.hear(JSON.parse(text));
    this.events.connect('chat-events');
    this.commands.connect('chat');
  }

  async command(verb, fields) {
    const text = JSON.stringify({ do: verb, token: this.me.token, ...fields });
    const answer = JSON.parse(await this.commands.send(text, { timeout: 10_000 }));
    if (answer.code === 'not_joined') {
      await (this.joining ??= this.join()); // we are new here, or the service is
      return this.command(verb, fields);
    }
    if (!answer.ok) throw Object.assign(new Error(answer.error), { code: answer.code });
    answer.messages?.forEach((message) => this.take(message));
    return answer;
  }

  async join() {
    this.got = 0;
    const { room, token, name } = await this.command('join', { name: this.me.name }).finally(() => (this.joining = null));
    this.ui.joined(Object.assign(this.me, { room, token, name }));
  }

  hear({ kind, room, message, members, last }) {
    if (room === this.me.room && message?.serial === this.got + 1) this.take(message);
    if (kind === 'members') this.ui.members(members);
    if (room !== this.me.room || (last ?? message.serial) > this.got) this.ui.behind();
  }

  take(message) {
    this.got = Math.max(this.got, message.serial);
    this.ui.message(message);
  }
}
