#!/bin/sh
# npm's zeromq 6.8.0 (its prebuilt libzmq 4.3.5, Linux x64): a client of ws:// masks a message in the caller's own buffer, where
# that is not copied (127 bytes are, 200 are not). The message arrives whole, but afterwards the buffer holds other bytes: who
# compares with it, logs it or sends it again has something else than it had. Over tcp:// the buffer stays as it was.
# For users: over ws://, give `send` a buffer that nobody needs afterwards: socket.send(Buffer.from(bytes)).
# Seen: tcp 200 bytes: arrived whole, buffer as it was
#       ws 127 bytes: arrived whole, buffer as it was
#       ws 200 bytes: arrived whole, buffer changed
# Needs Node 20 and npm.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

cd "$folder"
echo '{"private": true, "type": "module"}' >package.json
npm install --silent --ignore-scripts --no-audit --no-fund zeromq@6.8.0
cat >buffer.mjs <<'JAVASCRIPT'
import { randomBytes } from 'node:crypto'
import * as zmq from 'zeromq'

console.log('libzmq', zmq.version)
for (const [transport, bytes] of [['tcp', 200], ['ws', 127], ['ws', 200]]) {
  const server = new zmq.Pull({ linger: 0 })
  await server.bind(`${transport}://127.0.0.1:*`)
  const client = new zmq.Push({ linger: 0 })
  client.connect(server.lastEndpoint)
  const given = randomBytes(bytes)
  const kept = Buffer.from(given)
  await client.send(given)
  const [arrived] = await server.receive()
  const words = [kept.equals(arrived) ? 'arrived whole' : 'arrived torn', kept.equals(given) ? 'buffer as it was' : 'buffer changed']
  console.log(`${transport} ${bytes} bytes: ${words.join(', ')}`)
}
process.exit(0)
JAVASCRIPT
node buffer.mjs >output
cat output
tail -n 3 output | cut -d, -f2 | cmp -s - <<'EXPECTED' || { echo "CHANGED: it does something else with buffers now" >&2; exit 1; }
 buffer as it was
 buffer as it was
 buffer changed
EXPECTED
echo "still so"
