import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { number } from './format';
import { useShared, type Question } from './live';

/** The words for nothing yet, or still loading. */
export function Empty({ title, children }: { title: string; children?: ComponentChildren }) {
  return (
    <div class="empty">
      <p class="empty-title">{title}</p>
      {children && <p>{children}</p>}
    </div>
  );
}

export const Loading = () => <Empty title="Asking the bridge…">The figures come within a second.</Empty>;

interface SearchProps {
  label: string;
  text: string;
  onText: (text: string) => void;
  shown: number;
  found: number;
}

/** `/` leads here, and Esc empties it and leads out again. */
export function Search({ label, text, onText, shown, found }: SearchProps) {
  const leave = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    onText('');
    (event.currentTarget as HTMLInputElement).blur();
  };
  return (
    <div class="search">
      <label>
        <span class="unseen">{label}</span>
        <input type="search" id="search" placeholder={`${label}  ( / )`} value={text} onInput={(e) => onText(e.currentTarget.value)} onKeyDown={leave} autocomplete="off" spellcheck={false} />
      </label>
      <span class="muted" role="status">
        {shown < found ? `the first ${number(shown)} of ${number(found)}` : `${number(found)} found`}
      </span>
    </div>
  );
}

/** A button for something that changes the bridge: asks first, and is off where nothing may be done. */
export function ActionButton({ label, question, isBad = false }: { label: string; question: Question; isBad?: boolean }) {
  const { status, confirm } = useShared();
  const off = !status?.actions;
  return (
    <button type="button" class={isBad ? 'bad' : ''} disabled={off} title={off ? 'Actions need a secret: management.secretFile' : undefined} onClick={() => confirm(question)}>
      {label}
    </button>
  );
}

interface ConfirmProps {
  question: Question;
  onAnswer: (yes: boolean) => void;
}

export function Confirm({ question, onAnswer }: ConfirmProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} aria-labelledby="question" onCancel={() => onAnswer(false)}>
      <h2 id="question">{question.title}</h2>
      <p>{question.text}</p>
      <div class="row">
        <button type="button" autofocus onClick={() => onAnswer(false)}>
          Cancel
        </button>
        <button type="button" class="bad" id="confirm" onClick={() => onAnswer(true)}>
          {question.button}
        </button>
      </div>
    </dialog>
  );
}
