// What a page has to know of Jupyter's kernels: https://jupyter-client.readthedocs.io/en/stable/messaging.html
const DELIMITER = '<IDS|MSG>';
const HMAC = { name: 'HMAC', hash: 'SHA-256' };
const utf8 = new TextEncoder();
const text = (bytes) => new TextDecoder('utf-8', { fatal: true }).decode(bytes);
const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
const unhex = (digits) => Uint8Array.from(digits.match(/../g), (pair) => parseInt(pair, 16));

/** The four parts that are signed, one after the other. */
const joined = (parts) => new Blob(parts).arrayBuffer();

/** What messages are signed with: the `key` of the kernel's connection file. */
const keyOf = (secret) => crypto.subtle.importKey('raw', utf8.encode(secret), HMAC, false, ['sign', 'verify']);

/** What a message was published as. */
const topicOf = (message) => message.identities[0];

/** A kernel, by its endpoints `kernel-shell`, `kernel-control` and `kernel-iopub`. */
class Kernel {
  session = crypto.randomUUID();
  ctx = new zmq.Context('/data');
  replies = []; // of shell and control
  published = []; // on iopub
  #waiting = new Map(); // what takes the reply to a message, by its id
  #listeners = new Set();
  #lastSent = Promise.resolve();
  #key;

  static async connect(secret, topics = ['']) {
    const kernel = new Kernel();
    kernel.#key = await keyOf(secret);
    kernel.shell = kernel.ctx.dealer('kernel-shell', { binary: true });
    kernel.control = kernel.ctx.dealer('kernel-control', { binary: true });
    kernel.iopub = kernel.ctx.sub('kernel-iopub', { topics, binary: true, window: 256 });
    kernel.#receive(kernel.shell, (message) => kernel.#reply(message));
    kernel.#receive(kernel.control, (message) => kernel.#reply(message));
    kernel.#receive(kernel.iopub, (message) => kernel.#publication(message));
    return kernel;
  }

  async #receive(socket, take) {
    for await (const parts of socket) take(await this.#read(parts));
  }

  #reply(message) {
    this.replies.push(message);
    this.#waiting.get(message.parent_header.msg_id)?.(message);
    this.#waiting.delete(message.parent_header.msg_id);
  }

  #publication(message) {
    this.published.push(message);
    for (const listener of this.#listeners) {
      if (listener.fits(message)) {
        this.#listeners.delete(listener);
        listener.resolve(message);
      }
    }
  }

  async #read(parts) {
    const at = parts.findIndex((part) => part.length === DELIMITER.length && text(part) === DELIMITER);
    const signed = parts.slice(at + 2, at + 6);
    if (at < 0 || !(await crypto.subtle.verify('HMAC', this.#key, unhex(text(parts[at + 1])), await joined(signed)))) {
      throw new Error('a message that the kernel has not signed');
    }
    const [header, parent_header, metadata, content] = signed.map((part) => JSON.parse(text(part)));
    const identities = parts.slice(0, at).map(text);
    return { identities, header, parent_header, metadata, content, buffers: parts.slice(at + 6) };
  }

  /** Sends a message that may have no reply; its id. Messages leave in the order in which they are told. */
  async tell(channel, msg_type, content, { buffers = [], msg_id = crypto.randomUUID(), key = this.#key } = {}) {
    const date = new Date().toISOString();
    const header = { msg_id, session: this.session, username: 'page', date, msg_type, version: '5.3' };
    const signed = [header, {}, {}, content].map((part) => utf8.encode(JSON.stringify(part)));
    const signature = joined(signed).then((bytes) => crypto.subtle.sign('HMAC', key, bytes));
    const before = this.#lastSent;
    this.#lastSent = signature.then(async (bytes) => {
      await before;
      await this[channel].send([DELIMITER, hex(new Uint8Array(bytes)), ...signed, ...buffers]);
    });
    await this.#lastSent;
    return msg_id;
  }

  /** Sends a message; its reply. */
  async request(channel, msg_type, content = {}, msg_id = crypto.randomUUID()) {
    const reply = new Promise((resolve) => this.#waiting.set(msg_id, resolve));
    await this.tell(channel, msg_type, content, { msg_id });
    return reply;
  }

  /** The first publication that fits, of those that were heard and those to come. */
  hear(fits) {
    const known = this.published.find(fits);
    return known ? Promise.resolve(known) : new Promise((resolve) => this.#listeners.add({ fits, resolve }));
  }

  /** All that a message brought about has been heard. */
  done(msg_id) {
    return this.hear(
      ({ header, parent_header, content }) =>
        parent_header.msg_id === msg_id && header.msg_type === 'status' && content.execution_state === 'idle',
    );
  }

  /** What the kernel says of itself, once it is there and what it publishes is heard: its PUB socket does not tell who has subscribed. */
  async ready() {
    let info;
    do {
      info = await this.request('shell', 'kernel_info_request');
    } while (this.published.length === 0);
    return info.content;
  }

  /** Runs code; the reply, and what was printed meanwhile. */
  async execute(code) {
    const msg_id = crypto.randomUUID();
    const done = this.done(msg_id);
    const question = { code, silent: false, store_history: true, user_expressions: {}, allow_stdin: false, stop_on_error: false };
    const { content } = await this.request('shell', 'execute_request', question, msg_id);
    await done;
    return { ...content, printed: this.printed(({ parent_header }) => parent_header.msg_id === msg_id) };
  }

  printed(fits = () => true) {
    return this.published
      .filter((message) => message.header.msg_type === 'stream' && fits(message))
      .map(({ content }) => content.text)
      .join('');
  }
}
