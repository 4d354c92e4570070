// A socket of npm's jszmq, of any type. Says each message that it receives, sends each line; it ends
// with stdin. Arguments: TYPE ADDRESS. A line is a JSON array of text frames. jszmq is where
// js-client's tests have it.
import { createRequire } from 'node:module'
import { createInterface } from 'node:readline'

const zmq = createRequire(new URL('../../js-client/package.json', import.meta.url))('jszmq')
const [type, address] = process.argv.slice(2)
if (address.startsWith('wss:')) process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0' // the tests make their own certificate
const socket = zmq.socket(type.toLowerCase())
socket.on('message', (...frames) => console.log(JSON.stringify(frames.map(String))))
socket.connect(address)
if (type === 'SUB') socket.subscribe('')
for await (const line of createInterface({ input: process.stdin })) socket.send(JSON.parse(line))
process.exit(0)
