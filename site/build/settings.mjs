// Every setting in one list, from the schema that the program writes: docs/zwb.schema.json.
import { readFileSync } from 'node:fs';

export const SCHEMA = 'docs/zwb.schema.json';
const FILE = 'docs/settings.md';
const DEFAULT = / ?\(default: (.*)\)$/s;

const WORDS = new Set(['none', 'required', 'all']);

const INTRODUCTION = `# Every setting

All keys of \`zwb.yaml\`, in the order of the alphabet, as [the schema](zwb.schema.json) has them. NAME stands for a name of
your own, and \`[]\` for a member of a list. [Settings, limits, counters](OPERATIONS.md) explains them by task.
`;

/** @returns the page that lists them, as the other pages are */
export function settingsPage(root) {
  const text = listed(settings(JSON.parse(readFileSync(`${root}/${SCHEMA}`, 'utf8'))));
  return { file: FILE, address: 'docs/settings.html', title: 'Every setting', label: 'Every setting', text };
}

/** @returns `{ key, description }` of every key below a schema that is a value, or a section with something to say */
export function settings(schema, prefix = '') {
  return [schema, ...(schema.anyOf ?? [])].flatMap(({ properties = {}, additionalProperties, items }) => [
    ...Object.entries(properties).flatMap(([name, value]) => one(prefix ? `${prefix}.${name}` : name, value)),
    ...(additionalProperties ? settings(additionalProperties, `${prefix}.NAME`) : []),
    ...(items ? settings(items, `${prefix}[]`) : []),
  ]);
}

const one = (key, value) => [...(value.description ? [{ key, description: value.description }] : []), ...settings(value, key)];

function listed(all) {
  const sections = [...new Set(all.map(({ key }) => key.split(/[.[]/)[0]))];
  const tables = sections.map((section) => `\n## ${section}\n\n${table(all.filter(({ key }) => key.split(/[.[]/)[0] === section))}`);
  return INTRODUCTION + tables.join('');
}

const table = (rows) => `| setting | default | meaning |\n|---|---|---|\n${rows.map(row).join('')}`;

function row({ key, description }) {
  const value = DEFAULT.exec(description)?.[1] ?? 'required';
  return `| \`${key}\` | ${/^[\w.:/[\], -]+$/.test(value) && !WORDS.has(value) ? `\`${value}\`` : plain(value)} | ${plain(description.replace(DEFAULT, ''))} |\n`;
}

/** Words of the schema are no Markdown. */
const plain = (words) => words.replace(/\s+/g, ' ').replace(/[\\`*_[\]<>|#&]/g, (sign) => `&#${sign.charCodeAt(0)};`);
