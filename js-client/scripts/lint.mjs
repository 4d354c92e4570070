// The house's rules for src/, which types cannot say: who may import whom, sizes, and what is never written.
import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const MAX_FILE_LINES = 300;
const MAX_FUNCTION_LINES = 25;
/** Of one that has functions of several lines in it, as a class has methods: what it says beside them, without comments. */
const MAX_CLOSURE_LINES = 60;
const src = join(dirname(fileURLToPath(import.meta.url)), '..', 'src');

// First match decides. The public types, errors, and what everybody uses are open to all but the codecs.
const OPEN = /^(api\/|errors$|clock$|report$|names$|after$|deferred$|failure$|wire\/frame$)/;
const MAY_IMPORT = [
  { who: /^(api\/|errors$|clock$|report$|teller$|wake$|url$|names$|dispose$|keepsake$|after$|deferred$|failure$)/, what: /^$/ },
  { who: /^wire\//, what: /^(wire\/|errors$)/ },
  { who: /^(link|options|backoff|credential)$/, what: /^(backoff|credential|options|link|wire\/part)$/ },
  { who: /^wires\//, what: /^(wires|wire)\// },
  { who: /^session$/, what: /^(link|options|teller|wake|credential|wires\/(wire|speak))$/ },
  { who: /^sockets\//, what: /^(sockets\/.*|session|options|backoff|teller|dispose|keepsake|wires\/wire|wire\/(original|part|topic))$/ },
  { who: /^context$/, what: /^(session|options|url|dispose|sockets\/socket)$/ },
  { who: /^rpc\//, what: /^(rpc\/.*|wire\/original)$/ },
  { who: /^zmq$/, what: /^(context|rpc\/.*)$/ },
  { who: /^http\//, what: /^(http\/.*|wire\/(second|part|topic))$/ },
  { who: /^react\//, what: /^react(\/|$)/ },
];

/** Each returns what is wrong with a node, or undefined. */
const RULES = [
  (node) => node.kind === ts.SyntaxKind.DebuggerStatement && 'debugger',
  (node) => ts.isExportAssignment(node) && 'a default export: name what you export',
  (node) => ts.isIdentifier(node) && /^(eval|Function|alert)$/.test(node.text) && !ts.isTypeReferenceNode(node.parent) && `${node.text}: a strict content policy forbids it`,
  (node) => ts.isBinaryExpression(node) && /^[!=]=$/.test(node.operatorToken.getText()) && 'a loose comparison: use === or !==',
  (node) => ts.isVariableDeclarationList(node) && !(node.flags & ts.NodeFlags.BlockScoped) && 'var: use const or let',
  (node) => ts.isVariableDeclarationList(node) && ts.isSourceFile(node.parent?.parent) && node.flags & ts.NodeFlags.Let && 'mutable state of a module',
  (node, file) => ts.isFunctionLike(node) && tooLong(node, file),
];

const lineOf = (node, file) => file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1;
const lines = (node, file) => file.getLineAndCharacterOfPosition(node.getEnd()).line + 2 - lineOf(node, file);

/** What is wrong with a function's length. The functions in it that have lines of their own count for themselves. */
function tooLong(node, file) {
  const counted = new Set();
  let inner = 0;
  for (let line = lineOf(node, file); line < lineOf(node, file) + lines(node, file); line += 1) counted.add(line);
  const visit = (child) => {
    if (ts.isFunctionLike(child) && lines(child, file) > 1) {
      inner += 1;
      for (let line = lineOf(child, file); line < lineOf(child, file) + lines(child, file); line += 1) counted.delete(line);
    } else {
      ts.forEachChild(child, visit);
    }
  };
  ts.forEachChild(node, visit);
  const text = file.text.split('\n');
  const own = inner === 0 ? lines(node, file) : [...counted].filter((line) => !/^\s*($|\/\*\*|\*|\/\/)/.test(text[line - 1])).length;
  const most = inner === 0 ? MAX_FUNCTION_LINES : MAX_CLOSURE_LINES;
  return own > most && `a function of ${own} lines (at most ${most}): a noun is missing`;
}

function importProblem(node, name) {
  if (!(ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) || !node.moduleSpecifier) return undefined;
  const { text } = node.moduleSpecifier;
  const target = text.startsWith('.') ? normalize(join(dirname(name), text)) : text;
  const rule = MAY_IMPORT.find(({ who }) => who.test(name));
  const allowed = rule && (rule.what.test(target) || (!name.startsWith('wire/') && OPEN.test(target)));
  return allowed ? undefined : `${name} may not import ${target}`;
}

function problemsOf(path) {
  const text = readFileSync(path, 'utf8');
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const name = relative(src, path).replace(/\.ts$/, '');
  const problems = text.split('\n').length > MAX_FILE_LINES ? [`${path}: more than ${MAX_FILE_LINES} lines`] : [];
  const visit = (node) => {
    for (const problem of [importProblem(node, name), ...RULES.map((rule) => rule(node, file))]) {
      if (problem) problems.push(`${path}:${lineOf(node, file)}: ${problem}`);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return problems;
}

const paths = readdirSync(src, { recursive: true }).filter((name) => name.endsWith('.ts')).map((name) => join(src, name));
const problems = paths.flatMap(problemsOf);
for (const problem of problems) console.error(problem);
console.log(`lint: ${paths.length} files, ${problems.length} problems`);
process.exitCode = paths.length === 0 || problems.length > 0 ? 1 : 0;
