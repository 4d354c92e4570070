// A Jupyter kernel as a page sees it: three sockets, and every message signed ("Messaging in Jupyter" says how).
const DELIMITER = '<IDS|MSG>';
const HMAC = { name: 'HMAC', hash: 'SHA-256' };
const utf8 = new TextEncoder();
const text = (bytes) => new TextDecoder().decode(bytes);
const hex = (bytes) => Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('');
const unhex = (digits) => Uint8Array.from(digits.match(/[0-9a-f]{2}/g) ?? [], (pair) => parseInt(pair, 16));
const joined = (parts) => new Blob(parts).arrayBuffer();
const AGAIN_MILLIS = 1000;
const later = (millis) => new Promise((resolve) => setTimeout(resolve, millis));

export class Kernel {
  #session = crypto.randomUUID();
  #key;
  #heard = false;
  #asked = new Map(); // requests that have no reply yet, by the id of their message
  #runs = new Map(); // code that runs
  #lastSent = Promise.resolve();

  /** @param ui {status(state), lost(error)}: whether the kernel is busy or idle with code; a socket that is refused */
  constructor(ctx, auth, ui) {
    this.ui = ui;
    this.shell = ctx.dealer('kernel-shell', { binary: true, auth });
    this.control = ctx.dealer('kernel-control', { binary: true, auth });
    this.iopub = ctx.sub('kernel-iopub', { topics: [''], binary: true, window: 256, auth });
    this.#receive(this.shell, (message) => this.#reply(message));
    this.#receive(this.control, (message) => this.#reply(message));
    this.#receive(this.iopub, (message) => this.#published(message));
  }

  /** A new life of the kernel, whose messages are signed with this; resolves once it answers and is heard. */
  async begin(secret) {
    this.#end('The kernel was restarted.');
    this.#key = await crypto.subtle.importKey('raw', utf8.encode(secret), HMAC, false, ['sign', 'verify']);
    this.#heard = false;
    let info;
    do {
      info = await Promise.race([this.request('control', 'kernel_info_request'), later(AGAIN_MILLIS)]); // control answers while code runs
    } while (!info || !this.#heard); // a PUB socket does not tell who has subscribed
    return info.content;
  }

  /** Nothing of what was asked will be answered. */
  end(words) {
    this.#end(words);
  }

  /** Runs code; `take` is given what it publishes. Resolves with the reply when all of it is there. */
  async run(code, take) {
    const id = crypto.randomUUID();
    const content = { code, silent: false, store_history: true, user_expressions: {}, allow_stdin: false, stop_on_error: false };
    const idle = new Promise((resolve, reject) => this.#runs.set(id, { take, resolve, reject }));
    idle.catch(() => undefined);
    const reply = await this.request('shell', 'execute_request', content, id);
    await idle;
    return reply.content;
  }

  /** Sends a message; its reply. */
  request(channel, type, content = {}, id = crypto.randomUUID()) {
    const reply = new Promise((resolve, reject) => this.#asked.set(id, { resolve, reject }));
    this.#send(channel, type, content, id).catch((error) => this.#asked.get(id)?.reject(error));
    return reply;
  }

  async #send(channel, msg_type, content, msg_id) {
    const date = new Date().toISOString();
    const header = { msg_id, session: this.#session, username: 'page', date, msg_type, version: '5.3' };
    const signed = [header, {}, {}, content].map((part) => utf8.encode(JSON.stringify(part)));
    const signature = joined(signed).then((bytes) => crypto.subtle.sign('HMAC', this.#key, bytes));
    const before = this.#lastSent;
    const sent = signature.then(async (bytes) => {
      await before; // signing takes a promise: messages leave in the order in which they were made
      await this[channel].send([DELIMITER, hex(bytes), ...signed]);
    });
    this.#lastSent = sent.catch(() => undefined);
    await sent;
  }

  async #receive(socket, take) {
    try {
      for await (const parts of socket) {
        const message = await this.#read(parts);
        if (message) take(message);
      }
    } catch (error) {
      this.ui.lost(error);
    }
  }

  /** The message, if it is signed by this life of the kernel. */
  async #read(parts) {
    const at = parts.findIndex((part) => part.length === DELIMITER.length && text(part) === DELIMITER);
    const signed = parts.slice(at + 2, at + 6);
    if (at < 0 || !this.#key || !(await crypto.subtle.verify('HMAC', this.#key, unhex(text(parts[at + 1])), await joined(signed)))) {
      return undefined;
    }
    const [header, parent, , content] = signed.map((part) => JSON.parse(text(part)));
    return { type: header.msg_type, parent: parent.msg_id, cause: parent.msg_type, content };
  }

  #reply(message) {
    this.#asked.get(message.parent)?.resolve(message);
    this.#asked.delete(message.parent);
  }

  #published(message) {
    this.#heard = true;
    const { type, parent, cause, content } = message;
    const run = this.#runs.get(parent);
    if (type !== 'status') {
      run?.take(message);
      return;
    }
    if (cause === 'execute_request') this.ui.status(content.execution_state);
    if (run && content.execution_state === 'idle') {
      run.resolve();
      this.#runs.delete(parent);
    }
  }

  #end(words) {
    for (const waiting of [...this.#asked.values(), ...this.#runs.values()]) waiting.reject(new Error(words));
    this.#asked.clear();
    this.#runs.clear();
  }
}
