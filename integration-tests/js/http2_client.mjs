// A client of HTTP/2 by Node's own module: takes commands on its standard input, a line each, and
// says what has come, a line each. Ends with its input.
//   http2_client.mjs PORT
import { connect, constants } from 'node:http2'
import { createInterface } from 'node:readline'

const origin = `https://127.0.0.1:${process.argv[2]}`
const say = (...words) => process.stdout.write(words.join(' ') + '\n')
const open = () => {
  const session = connect(origin, { rejectUnauthorized: false })
  session.on('error', () => {})
  session.on('goaway', (code) => say('goaway', code))
  return session
}
const session = open()
let latest // request

const hear = (stream) =>
  new Promise((resolve) => {
    const chunks = []
    let status
    stream.on('response', (headers) => { status = headers[':status'] })
    stream.on('data', (chunk) => chunks.push(chunk))
    stream.on('error', () => {})
    stream.on('close', () =>
      resolve(status === undefined
        ? `reset ${stream.rstCode}`
        : `${status} ${Buffer.concat(chunks).toString()}`))
  })

const post = (path, body, on = session) => {
  const stream = on.request({ ':method': 'POST', ':path': path })
  stream.end(body)
  return stream
}

const masked = (opcode, text) => {
  const payload = Buffer.from(text)
  return Buffer.concat([Buffer.from([0x80 | opcode, 0x80 | payload.length, 0, 0, 0, 0]), payload])
}

const commands = {
  async post(path, body) { say(await hear(post(path, body))) },
  begin(path, body) {
    latest = post(path, body)
    hear(latest).then((outcome) => say('ended', outcome))
  },
  reset() { latest.close(constants.NGHTTP2_CANCEL) },
  stream(path) {
    const stream = session.request({ ':path': path })
    let text = ''
    stream.on('error', () => {})
    stream.on('data', (chunk) => {
      text += chunk
      for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n')) {
        const line = text.slice(0, end)
        text = text.slice(end + 1)
        if (line.startsWith('data: ')) say(line)
      }
    })
    stream.on('end', () => say('end'))
    latest = stream
  },
  async socket(path, subprotocol) {
    while (session.remoteSettings?.enableConnectProtocol === undefined) {
      await new Promise((resolve) => session.once('remoteSettings', resolve))
    }
    const stream = session.request({
      ':method': 'CONNECT', ':protocol': 'websocket', ':path': path,
      'sec-websocket-version': '13', origin,
      ...(subprotocol ? { 'sec-websocket-protocol': subprotocol } : {}),
    }, { endStream: false })
    stream.on('error', () => {})
    stream.on('response', (headers) => {
      say('socket', headers[':status'], headers['sec-websocket-protocol'] ?? '-')
      if (headers[':status'] === 200) stream.write(masked(9, 'hi'))
      else stream.end()
    })
    stream.on('data', (chunk) => {
      if (chunk[0] === 0x8a) {
        say('pong', chunk.subarray(2))
        stream.write(masked(8, ''))
      } else if (chunk[0] === 0x88) {
        stream.end()
      }
    })
    stream.on('close', () => say('closed', stream.rstCode))
  },
  pings(count) {
    for (let i = 0; i < count; i++) session.ping(() => {})
  },
  /** Before the server's settings have come. */
  async burst(path, count) {
    const other = open()
    const outcomes = []
    for (let i = 0; i < count; i++) outcomes.push(hear(post(path, String(i), other)))
    for (const outcome of await Promise.all(outcomes)) say(outcome)
    other.close()
  },
}

const input = createInterface({ input: process.stdin })
input.on('line', (line) => commands[line.split(' ')[0]](...line.split(' ').slice(1)))
input.on('close', () => process.exit(0))
