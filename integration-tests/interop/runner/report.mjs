// What was found, as a table: plain for a terminal, Markdown for docs/interop.md.

import { QUESTIONS } from './questions.mjs'

const COLUMNS = ['language', 'library', 'ZeroMQ', ...QUESTIONS.map(([column]) => column), 'ms per request']

export function table(rows) {
  return [COLUMNS, ...rows.map(cells)]
}

function cells({ language, library, zeromq, passed, millis }) {
  const outcomes = QUESTIONS.map(([column]) => ({ true: 'yes' })[passed?.get(column)] ?? 'NO')
  return [language.name, library ?? '–', zeromq ?? '–', ...outcomes, millis === undefined ? '–' : millis.toFixed(2)]
}

export function plain(lines) {
  const widths = lines[0].map((_, i) => Math.max(...lines.map((line) => line[i].length)))
  return lines.map((line) => line.map((cell, i) => cell.padEnd(widths[i])).join('  ').trimEnd()).join('\n')
}

export function markdown(lines) {
  const [head, ...body] = lines.map((line) => `| ${line.join(' | ')} |`)
  return [head, `|${lines[0].map(() => '---').join('|')}|`, ...body].join('\n')
}
