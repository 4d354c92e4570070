import type { ComponentChildren } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { DASH } from './format';

export interface Column<T> {
  label: string;
  /** Right-aligned, in tabular figures. */
  isFigure?: boolean;
  /** Has a line of its own on a phone. */
  isLong?: boolean;
  cell: (row: T) => ComponentChildren;
}

interface Props<T> {
  caption: string;
  columns: Column<T>[];
  rows: T[];
  keyOf: (row: T) => string;
  /** What a row says when it is opened; without it rows cannot be. */
  detail?: (row: T) => ComponentChildren;
}

const OPENERS = 'button.row-open';

/** Arrow keys go from row to row, Home and End to the first and last. */
function move(event: KeyboardEvent, table: HTMLTableElement | null): void {
  const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, Home: -Infinity, End: Infinity };
  const step = steps[event.key];
  const buttons = [...(table?.querySelectorAll<HTMLButtonElement>(OPENERS) ?? [])];
  const at = buttons.indexOf(document.activeElement as HTMLButtonElement);
  if (step === undefined || at < 0) return;
  event.preventDefault();
  buttons[Math.max(0, Math.min(buttons.length - 1, at + step))]?.focus();
}

/** A table whose rows open; on a phone, a card for each row. */
export function List<T>({ caption, columns, rows, keyOf, detail }: Props<T>) {
  const table = useRef<HTMLTableElement>(null);
  const [open, setOpen] = useState<string | null>(null);
  const onKey = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && open !== null) setOpen(null);
    else move(event, table.current);
  };
  return (
    <table ref={table} onKeyDown={onKey} class="list">
      <caption class="unseen">{caption}</caption>
      <thead>
        <tr>
          {columns.map((column) => (
            <th scope="col" class={column.isFigure ? 'figure' : ''}>{column.label}</th>
          ))}
        </tr>
      </thead>
      {rows.map((row) => {
        const key = keyOf(row);
        const toggle = () => setOpen(open === key ? null : key);
        return <Row key={key} row={row} columns={columns} isOpen={open === key} toggle={toggle} detail={detail} />;
      })}
    </table>
  );
}

interface RowProps<T> {
  row: T;
  columns: Column<T>[];
  isOpen: boolean;
  toggle: () => void;
  detail: ((row: T) => ComponentChildren) | undefined;
}

/** A phone has no room for a cell that is only a dash. */
function looks<T>({ isFigure, isLong }: Column<T>, said: ComponentChildren): string {
  return [isFigure && 'figure', isLong && 'long', said === DASH && 'nothing'].filter(Boolean).join(' ');
}

function Row<T>({ row, columns, isOpen, toggle, detail }: RowProps<T>) {
  return (
    <tbody class={isOpen ? 'is-open' : ''}>
      <tr>
        {columns.map((column, i) => {
          const said = column.cell(row);
          return (
            <td class={looks(column, said)} data-label={column.label}>
              {i === 0 && detail ? (
                <button type="button" class="row-open" aria-expanded={isOpen} onClick={toggle}>
                  <span class="mark" aria-hidden="true">{isOpen ? '▾' : '▸'}</span>
                  {said}
                </button>
              ) : (
                said
              )}
            </td>
          );
        })}
      </tr>
      {isOpen && detail && (
        <tr class="detail">
          <td colSpan={columns.length}>{detail(row)}</td>
        </tr>
      )}
    </tbody>
  );
}

/** Names and values, for a row's details. */
export function Facts({ facts }: { facts: [string, ComponentChildren][] }) {
  return (
    <dl class="facts">
      {facts.map(([name, value]) => (
        <div>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
