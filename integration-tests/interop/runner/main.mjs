// Starts a bridge and the services, asks each as a page does, and says what works. Started by run.sh.
//
//   node main.mjs ZWB ZMQ_MJS MARKDOWN_FILE [LANGUAGE…]

import { readFileSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { LANGUAGES } from './languages.mjs'
import { Pages } from './pages.mjs'
import { freeAddress, Processes } from './processes.mjs'
import { pictures, ticks } from './publications.mjs'
import { examine, millisPerRequest } from './questions.mjs'
import { markdown, plain, table } from './report.mjs'

const [zwb, zmqModule, markdownFile, ...wanted] = process.argv.slice(2)
const folder = (name) => fileURLToPath(new URL(`../${name}`, import.meta.url))
const python = process.env.ZWB_PYTHON ?? '/usr/bin/python3'
const processes = new Processes()

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.once(signal, () => processes.end().then(() => process.exit(1)))
}

async function run() {
  const languages = LANGUAGES.filter(({ topic }) => wanted.length === 0 || wanted.includes(topic))
  const addresses = await addressesOf(languages)
  const rows = await Promise.all(languages.map((language) => startService(language, addresses)))
  const url = await startBridge(addresses)
  const pages = new Pages(await import(pathToFileURL(zmqModule)), url)
  await Promise.all(rows.filter(({ error }) => !error).map(async (row) => { row.passed = await examine(pages, row.language) }))
  const sound = rows.filter((row) => !row.error && faultsOf(row).length === 0)
  const millis = await millisPerRequest(pages, sound.map(({ language }) => language))
  for (const row of sound) row.millis = millis.get(row.language)
  const streams = [await stream('market ticks', 'ticks', [`${folder('publishers')}/ticks.py`, addresses.ticks, '1'], () => ticks(pages)),
    await stream('camera', 'camera', [`${folder('publishers')}/camera.py`, addresses.camera], () => pictures(pages))]
  return report(rows, streams)
}

async function addressesOf(languages) {
  const addresses = {}
  for (const name of [...languages.flatMap(({ topic }) => [topic, `${topic}-published`]), 'ticks', 'camera']) {
    addresses[name] = await freeAddress()
  }
  return addresses
}

async function startService(language, addresses) {
  const program = folder(`services/${language.program ?? language.source}`)
  const command = [...language.command, program, addresses[language.topic], addresses[`${language.topic}-published`]]
  try {
    const [, library, zeromq] = await processes.start(language.name, command, /^(.+) ZeroMQ (\S+)/)
    return { language, library, zeromq }
  } catch (error) {
    return { language, error }
  }
}

async function startBridge(addresses) {
  const endpoints = {}
  for (const [name, address] of Object.entries(addresses)) {
    endpoints[name] = { type: /published|ticks|camera/.test(name) ? 'SUB' : 'REQ', address }
  }
  const file = folder('zwb.yaml')
  writeFileSync(file, JSON.stringify({ listen: '127.0.0.1:0', management: '127.0.0.1:0', endpoints }))
  const [, url] = await processes.start('the bridge', [zwb, 'serve', '--config', file], /^zwb: (ws:\S+)/)
  return url
}

/** Starts a publisher and checks what pages hear of it: {name, text, failed}. */
async function stream(name, endpoint, script, check) {
  try {
    await processes.start(name, [python, ...script], /ZeroMQ/)
    return { name, text: await check(), failed: false }
  } catch (error) {
    return { name, text: `NO: ${error.message}`, failed: true }
  }
}

function report(rows, streams) {
  const lines = table(rows)
  console.log(plain(lines))
  for (const { name, text } of streams) console.log(`${name}: ${text}`)
  const faults = rows.flatMap(faultsOf)
  for (const fault of faults) console.log(fault)
  writeFileSync(markdownFile, [
    markdown(lines), '', ...streams.map(({ name, text }) => `- **${name}**: ${text}`), '',
    `Measured on ${system()}, ${cpus().length} × ${cpus()[0].model}, Node ${process.versions.node}.`, ''].join('\n'))
  return faults.length === 0 && !streams.some(({ failed }) => failed)
}

function faultsOf({ language, error, passed }) {
  if (error) return [`${language.name}: ${error.message}`]
  return [...passed].filter(([, outcome]) => outcome !== true).map(([column, outcome]) => `${language.name}: ${column}: ${outcome.message}`)
}

function system() {
  return /^PRETTY_NAME="(.*)"$/m.exec(readFileSync('/etc/os-release', 'utf8'))?.[1] ?? process.platform
}

let good = false
try {
  good = await run()
} catch (error) {
  console.error(`interop: ${error.message}`)
} finally {
  await processes.end()
}
process.exit(good ? 0 : 1)
