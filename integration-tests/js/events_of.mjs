// A stock reader of server-sent events, of npm. Says each message as a JSON array [data, id], and
// what else happens as "open", "gap DATA", "stopped STATUS"; it ends with stdin. Arguments: CLIENT
// URL. Clients are where js-client's tests have them.
import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'

const here = createRequire(new URL('../../js-client/package.json', import.meta.url))
const load = (name) => import(pathToFileURL(here.resolve(name)))
const say = (...words) => console.log(words.join(' '))
const message = (data, id) => say(JSON.stringify([data, id]))
const [client, url] = process.argv.slice(2)

const clients = {
  async eventsource() {
    const { EventSource } = await load('eventsource')
    const source = new EventSource(url)
    source.addEventListener('zwb.open', () => say('open'))
    source.addEventListener('zwb.gap', (event) => say('gap', event.data))
    source.onmessage = (event) => message(event.data, event.lastEventId)
    source.onerror = (event) => {
      if (source.readyState === source.CLOSED) say('stopped', event.code)
    }
  },

  async parser() {
    const { createParser } = await load('eventsource-parser')
    const parser = createParser({
      onEvent({ event, data, id }) {
        if (event === 'zwb.open') say('open')
        else if (event === 'zwb.gap') say('gap', data)
        else if (event === undefined) message(data, id)
      },
      onError: (error) => say('error', error),
    })
    const response = await fetch(url)
    for await (const text of response.body.pipeThrough(new TextDecoderStream())) parser.feed(text)
  },

  async fetch() {
    globalThis.window = globalThis // what it takes of a page, when it need not be seen
    globalThis.document = { addEventListener() {}, removeEventListener() {}, hidden: false }
    const { fetchEventSource } = here('@microsoft/fetch-event-source')
    await fetchEventSource(url, {
      openWhenHidden: true,
      onmessage({ event, data, id }) {
        if (event === 'zwb.open') say('open')
        else if (event === 'zwb.gap') say('gap', data)
        else if (event === '') message(data, id)
      },
      onclose() {
        throw new Error('come back')
      },
    })
  },
}

process.stdin.on('end', () => process.exit(0)).resume()
await clients[client]()
