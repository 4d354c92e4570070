// The processes that a run starts. All of them end with it, however it ends: by `end`, or, where Linux's setpriv is
// there and this process is killed, by the kernel.

import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { createInterface } from 'node:readline'

const PATIENCE_MILLIS = 30_000
const guard = spawnSync('setpriv', ['--pdeathsig', 'KILL', 'true']).status === 0 ? ['setpriv', '--pdeathsig', 'KILL'] : []

export class Processes {
  #running = new Set()

  /** Starts a command and waits for a line of its output that matches; that match. */
  async start(name, command, line, environment = {}) {
    const [program, ...rest] = [...guard, ...command]
    const child = spawn(program, rest, { env: { ...process.env, ...environment }, stdio: ['ignore', 'pipe', 'pipe'] })
    this.#running.add(child)
    child.once('close', () => this.#running.delete(child))
    let said = ''
    child.stderr.on('data', (data) => { said = (said + data).slice(-2_000) })
    return new Promise((resolve, reject) => {
      const fail = (why) => reject(new Error(`${name} ${why}${said && `: ${said.trim()}`}`))
      const timer = setTimeout(fail, PATIENCE_MILLIS, 'did not say that it is ready')
      child.once('error', (error) => fail(`cannot be started: ${error.message}`))
      child.once('close', (status, signal) => fail(`ended (${status ?? signal})`))
      createInterface({ input: child.stdout }).on('line', (text) => {
        const match = line.exec(text)
        if (!match) return
        clearTimeout(timer)
        resolve(match)
      })
    })
  }

  /** Kills all that run, and waits for their ends. */
  async end() {
    await Promise.all([...this.#running].map(async (child) => {
      const ended = once(child, 'close')
      child.kill('SIGKILL')
      await ended
    }))
  }
}

/** A loopback address that is free now. */
export async function freeAddress() {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address()
  server.close()
  await once(server, 'close')
  return `tcp://127.0.0.1:${port}`
}
