// Pages: zmq.js as a page has it, on one wire or the other.

import { WebSocket } from 'ws'

/** Offers only the first wire, as a page with an older client does. */
class FirstWire extends WebSocket {
  constructor(url) {
    super(url, ['zwb.1'])
  }
}

export class Pages {
  #zmq
  #url

  constructor(zmq, url) {
    this.#zmq = zmq
    this.#url = url
  }

  /** A page on the second wire. */
  open() {
    return new this.#zmq.Context(this.#url, { WebSocket })
  }

  /** A page on the first wire. */
  openFirst() {
    return new this.#zmq.Context(this.#url, { WebSocket: FirstWire })
  }
}

/** The promise, or an error when it takes longer. */
export async function within(millis, what, promise) {
  let timer
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what}: nothing in ${millis} ms`)), millis)
  })
  try {
    return await Promise.race([promise, late])
  } finally {
    clearTimeout(timer)
  }
}
