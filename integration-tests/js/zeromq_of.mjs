// A socket of npm's zeromq, of any type. Says each message that it receives, sends each line; it ends
// with stdin. Arguments: TYPE ADDRESS. A line is a JSON array of text frames. zeromq is where
// js-client's tests have it.
import { createRequire } from 'node:module'
import { createInterface } from 'node:readline'

const zmq = createRequire(new URL('../../js-client/package.json', import.meta.url))('zeromq')
const CLASSES = { REQ: zmq.Request, DEALER: zmq.Dealer, SUB: zmq.Subscriber, PUSH: zmq.Push, PULL: zmq.Pull, PAIR: zmq.Pair }
const [type, address] = process.argv.slice(2)
const socket = new CLASSES[type]({ linger: 0 })
const say = (frames) => console.log(JSON.stringify(frames.map(String)))
const listen = async () => {
  for await (const frames of socket) say(frames)
}
socket.connect(address)
if (type === 'SUB') socket.subscribe()
if (type !== 'REQ' && type !== 'PUSH') listen()
const lines = createInterface({ input: process.stdin })
lines.on('close', () => process.exit(0))
for await (const line of lines) {
  await socket.send(JSON.parse(line))
  if (type === 'REQ') say(await socket.receive())
}
