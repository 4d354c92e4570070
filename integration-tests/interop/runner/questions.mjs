// What a page asks each service: all must come back as it went.

import { randomBytes } from 'node:crypto'

const PATIENCE_MILLIS = 20_000
const AT_ONCE = 1_000
const ROUNDS = 4
const IN_A_ROW = 200
const EVERY_BYTE = Uint8Array.from({ length: 256 }, (_, i) => i)
const text = (part) => new TextEncoder().encode(part)

/** Column, and a check that throws. */
export const QUESTIONS = [
  ['text', (service) => echoes(service.req, [text('Grüße, 世界 \u{1F600}')])],
  ['empty part', (service) => echoes(service.req, [text('')])],
  ['three parts, binary', (service) => echoes(service.req, [text('first'), text(''), EVERY_BYTE])],
  ['100 kB', (service) => echoes(service.req, [randomBytes(100_000)])],
  ['1,000 at once', thousandAtOnce],
  ['first wire', onTheFirstWire],
  ['published', published],
]

/** What one service can do: column to true, or to the error. */
export async function examine(pages, language) {
  const page = pages.open()
  const service = { pages, language, page, req: page.req(language.topic, { binary: true }) }
  const passed = new Map()
  for (const [column, check] of QUESTIONS) {
    passed.set(column, await check(service).then(() => true, (error) => error))
  }
  page.close()
  return passed
}

async function echoes(req, parts) {
  const reply = await req.request(parts, { timeout: PATIENCE_MILLIS })
  same(reply, parts)
}

function same(received, sent) {
  const hex = (parts) => Array.from(parts, (part) => Buffer.from(part).toString('hex')).join(' ')
  if (hex(received) !== hex(sent)) throw new Error(`sent ${hex(sent).slice(0, 80)}, but ${hex(received).slice(0, 80)} came`)
}

function thousandAtOnce({ req }) {
  return Promise.all(Array.from({ length: AT_ONCE }, (_, i) => echoes(req, [text(`question ${i}`), Uint8Array.of(i & 255, i >> 8)])))
}

async function onTheFirstWire({ pages, language }) {
  const page = pages.openFirst()
  try {
    const reply = await page.req(language.topic).send('Grüße', { timeout: PATIENCE_MILLIS })
    if (reply !== 'Grüße') throw new Error(`${reply} came`)
  } finally {
    page.close()
  }
}

/** Asks until the answer is heard from the PUB too: the service may not know of the subscription at first. */
async function published({ page, req, language }) {
  const sub = page.sub(`${language.topic}-published`, { topics: [language.topic], binary: true })
  const said = randomBytes(1_000)
  let heard
  sub.onmessage = (_, message) => { heard ??= message }
  const end = Date.now() + PATIENCE_MILLIS
  while (!heard && Date.now() < end) await echoes(req, [said])
  sub.close()
  if (!heard) throw new Error('nothing came')
  same(heard, [text(language.topic), said])
}

/** Times requests to each service, one after another, in rounds, since the bridge is slower at first; their medians. */
export async function millisPerRequest(pages, languages) {
  const page = pages.open()
  const took = new Map(languages.map((language) => [language, []]))
  for (let round = 0; round < ROUNDS; round++) {
    for (const language of languages) {
      const req = page.req(language.topic, { binary: true })
      for (let i = 0; i < IN_A_ROW; i++) {
        const start = performance.now()
        await echoes(req, [text('how long?')])
        took.get(language).push(performance.now() - start)
      }
      req.close()
    }
  }
  page.close()
  return new Map([...took].map(([language, times]) => [language, times.sort((a, b) => a - b)[times.length / 2]]))
}
