// What was said leaves in order, as often as it takes, and is said once: the service knows the id.

const PAUSE_MILLIS = 1000;
const REFUSALS = new Set(['bad_text', 'bad_id', 'bad_name', 'full', 'malformed']);

/** `mark(id, state, detail)` hears what becomes of each message: sent, or failed and why. */
export class Outbox {
  #last = Promise.resolve();

  constructor(room, mark) {
    this.room = room;
    this.mark = mark;
  }

  add(id, text) {
    this.#last = this.#last.then(() => this.#send(id, text));
  }

  async #send(id, text) {
    for (;;) {
      try {
        const { message } = await this.room.command('say', { id, text });
        this.room.ui.message(message);
        return;
      } catch (error) {
        if (REFUSALS.has(error.code)) {
          this.mark(id, 'failed', error.message);
          return;
        }
        await new Promise((resolve) => setTimeout(resolve, PAUSE_MILLIS));
      }
    }
  }
}
