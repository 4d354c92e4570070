// A REQ of npm's zeromq or jszmq that sends so many bytes as each line says, and says whether they come
// back; it ends with stdin, whatever it waits for. Arguments: zeromq|jszmq ADDRESS.
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createRequire } from 'node:module'
import { createInterface } from 'node:readline'

const [library, address] = process.argv.slice(2)
const zmq = createRequire(new URL('../../js-client/package.json', import.meta.url))(library)

/** Sends one request; its reply's only frame. */
function asker() {
  if (library === 'zeromq') {
    const socket = new zmq.Request({ linger: 0 })
    socket.connect(address)
    return async (sent) => {
      await socket.send(Buffer.from(sent)) // over ws:// it changes what it is given: findings/zeromq-js-ws-buffer.sh
      return (await socket.receive())[0]
    }
  }
  const socket = zmq.socket('req')
  socket.connect(address)
  return async (sent) => {
    socket.send(sent)
    return (await once(socket, 'message'))[0]
  }
}

const ask = asker()
const lines = createInterface({ input: process.stdin })
lines.on('close', () => process.exit(0))
for await (const line of lines) {
  const sent = randomBytes(Number(line))
  const got = await ask(sent)
  console.log(`${Buffer.compare(sent, got) === 0 ? 'whole' : 'torn'} ${line}`)
}
