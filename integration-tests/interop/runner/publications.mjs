// Publishers that are more than an echo: pages check every topic and every byte, and that nothing is missing.

import { createHash } from 'node:crypto'
import { within } from './pages.mjs'

const PATIENCE_MILLIS = 60_000
const SYMBOLS = 10_000
const TICK_PAGES = 10
const ROUNDS = 5
const PICTURE_PAGES = 3
const PICTURES = 90

const symbol = (i) => `S${String(i).padStart(4, '0')}`

/** Ten pages with a thousand symbols each hear five ticks of each symbol, in order, none missing, none of another's. */
export async function ticks(pages) {
  const each = SYMBOLS / TICK_PAGES
  const counts = await Promise.all(Array.from({ length: TICK_PAGES }, (_, page) => ticksOfOne(pages, page * each, each)))
  const total = counts.reduce((sum, { messages }) => sum + messages, 0)
  return `${TICK_PAGES} pages, ${SYMBOLS.toLocaleString('en')} topics: ${total.toLocaleString('en')} ticks, each where it belongs, none missing`
}

function ticksOfOne(pages, first, count) {
  const page = pages.open()
  const topics = Array.from({ length: count }, (_, i) => symbol(first + i))
  const rounds = new Map(topics.map((topic) => [topic, []]))
  const sub = page.sub('ticks', { topics })
  let messages = 0
  let whole = 0
  return receive(page, sub, `ticks from ${topics[0]}`, ([topic, body], done) => {
    const tick = JSON.parse(body)
    const seen = rounds.get(topic)
    if (!seen) throw new Error(`a tick of ${topic} came to a page that never asked for it`)
    if (body !== JSON.stringify(expectedTick(topic, tick.round)).replaceAll(/([,:])/g, '$1 ')) throw new Error(`not as it was published: ${body}`)
    if (seen.length !== 0 && tick.round !== seen.at(-1) + 1) throw new Error(`${topic}: round ${tick.round} came after ${seen.at(-1)}`)
    messages++
    if (seen.push(tick.round) === ROUNDS && ++whole === count) done({ messages })
  })
}

function expectedTick(topic, round) {
  return { symbol: topic, round, price: (Number(topic.slice(1)) * 7919 + round * 104729) % 1000003 }
}

/** Pages hear 90 pictures each, none missing. */
export async function pictures(pages) {
  const all = await Promise.all(Array.from({ length: PICTURE_PAGES }, () => picturesOfOne(pages)))
  const bytes = all.reduce((sum, page) => sum + page.bytes, 0)
  const rates = all.map(({ millis }) => (PICTURES - 1) / millis * 1_000)
  return `${PICTURE_PAGES} pages, ${PICTURES} pictures each, ${(bytes / 1e6).toFixed(0)} MB: every SHA-256 right, none missing, ` +
    `${Math.min(...rates).toFixed(1)} a second`
}

function picturesOfOne(pages) {
  const page = pages.open()
  const sub = page.sub('camera', { topics: ['camera.'], binary: true })
  let last
  let seen = 0
  let bytes = 0
  let start
  return receive(page, sub, 'pictures', ([topic, count, jpeg, sum], done) => {
    const number = Buffer.from(count).readUInt32BE()
    if (Buffer.from(topic).toString() !== 'camera.1') throw new Error(`the topic is ${Buffer.from(topic)}`)
    if (!createHash('sha256').update(count).update(jpeg).digest().equals(sum)) throw new Error(`picture ${number} is not what was sent`)
    if (last !== undefined && number !== last + 1) throw new Error(`picture ${number} came after ${last}`)
    last = number
    start ??= performance.now()
    bytes += jpeg.length
    if (++seen === PICTURES) done({ bytes, millis: performance.now() - start })
  })
}

/** Gives each message to `check(message, done)`, until it calls `done` or throws; the page is closed then. */
async function receive(page, sub, what, check) {
  try {
    return await within(PATIENCE_MILLIS, what, new Promise((resolve, reject) => {
      sub.onmessage = (_, message) => {
        try {
          check(message, resolve)
        } catch (error) {
          reject(error)
        }
      }
      sub.onnotice = (notice) => {
        if (notice.notice === 'dropped') reject(new Error(`${what}: ${notice.count} were dropped`))
      }
      sub.onerror = reject
    }))
  } finally {
    page.close()
  }
}
