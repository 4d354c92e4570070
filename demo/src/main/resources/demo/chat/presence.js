// Who is here, in words and elements.
import { el } from '../lib/dom.js';

/** One entry per member, oneself first. */
export function people(members, me) {
  const you = ({ name }) => name === me;
  const person = (member) => {
    const word = member.away ? ' away' : you(member) ? ' (you)' : '';
    return el('li', { 'data-away': member.away, 'data-you': you(member) }, el('bdi', {}, member.name), word);
  };
  return [...members].sort((a, b) => you(b) - you(a)).map(person);
}

/** "Bob is typing…", or nothing. */
export function typing(members, me) {
  const names = members.filter((member) => member.typing && member.name !== me).map(({ name }) => name);
  const who = names.length > 2 ? 'Several people are' : names.join(' and ') + (names.length > 1 ? ' are' : ' is');
  return names.length ? `${who} typing…` : '';
}

/** Who came and who went between two lists, as sentences; oneself is no news. */
export function changes(before, now, me) {
  const without = (list, others) => list.filter(({ name }) => name !== me && !others.some((other) => other.name === name));
  return [
    ...without(now, before).map(({ name }) => `${name} is here.`),
    ...without(before, now).map(({ name }) => `${name} is gone.`),
  ];
}
