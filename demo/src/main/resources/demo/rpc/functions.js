// The service's functions, and ways to break them.

/** Parameters: `text` is taken as it stands, `json` is read as JSON and as text where it is none. */
export const FUNCTIONS = [
  {
    name: 'echo',
    does: 'Returns what it is given, whatever it is. 42 is a number, "42" a text, [1, 2] a list.',
    parameters: [{ name: 'msg', kind: 'json', value: 'hello!' }],
  },
  {
    name: 'add',
    does: 'Adds two numbers.',
    parameters: [
      { name: 'first', kind: 'json', value: '1' },
      { name: 'second', kind: 'json', value: '2' },
    ],
  },
  {
    name: 'add_user',
    does: 'Says that it added a user. A guard wants a password of six characters or more.',
    parameters: [
      { name: 'username', kind: 'text', value: 'anna' },
      { name: 'password', kind: 'text', value: 's3cret' },
      { name: 'type', kind: 'text', value: '', default: 'boy' },
    ],
  },
];

export const TRIES = [
  { label: 'no such function', call: ['frobnicate', [], {}] },
  { label: 'a method of every Java object', call: ['getClass', [], {}] },
  { label: 'an argument short', call: ['add', [1], {}] },
  { label: 'words for numbers', call: ['add', ['one', 'two'], {}] },
  { label: 'a name that it does not know', call: ['add', [1, 2], { third: 3 }] },
  { label: 'a guard that says no', call: ['add_user', ['anna', '123'], {}] },
  { label: 'not even JSON', text: 'hello?' },
];
