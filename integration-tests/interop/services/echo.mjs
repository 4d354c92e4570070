// An echo service. Arguments: the addresses of a REP, which sends back all parts of what it gets, and of a PUB,
// which publishes the last part under a topic.

import { createRequire } from 'node:module'
import { Publisher, Reply, version } from 'zeromq'

const [repAddress, pubAddress] = process.argv.slice(2)
const rep = new Reply()
await rep.bind(repAddress)
const pub = new Publisher()
await pub.bind(pubAddress)
const { version: library } = createRequire(import.meta.url)('zeromq/package.json')
console.log('zeromq.js', library, 'ZeroMQ', version)

for await (const parts of rep) {
  await rep.send(parts)
  await pub.send(['node', parts.at(-1)])
}
