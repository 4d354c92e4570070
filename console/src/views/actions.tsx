import { useState } from 'preact/hooks';
import { plural } from '../format';
import { useShared } from '../live';
import { ActionButton, Loading } from '../parts';
import type { Status } from '../types';

const RELOAD = {
  title: 'Read the configuration again?',
  text: 'If anything is wrong with it, nothing changes, and you read here what it is.',
  button: 'Reload',
  path: '/reload',
  fields: {},
  done: (answer: unknown) => `Reloaded: ${JSON.stringify(answer)}`,
};

const DRAIN = {
  title: 'Drain this bridge?',
  text: '/readyz says 503 from now on, and so does / where there are no pages, so that load balancers send nobody here any more. Who is here stays, and who comes all the same is let in.',
  button: 'Drain',
  path: '/drain',
  fields: { draining: 'true' },
  done: () => 'It says that it is not ready.',
};

const GO_ON = {
  title: 'End the drain?',
  text: '/readyz says again that it takes connections, and everybody is let in.',
  button: 'End the drain',
  path: '/drain',
  fields: { draining: 'false' },
  done: () => 'It takes connections again.',
};

const closing = (seconds: string) => ({
  title: 'Close what is open?',
  text: `Nobody new is let in, and within ${seconds} s every WebSocket is told with close code 1012 to come back, and every stream ends, one after the other. Requests that are under way may go unanswered where their page's WebSocket is closed; those over HTTP are still answered.`,
  button: 'Close them',
  path: '/drain',
  fields: { draining: 'true', closeSeconds: seconds },
  done: () => 'They are closed one after the other.',
});

function Remaining({ status }: { status: Status }) {
  const { left } = status;
  const parts = [plural(left.websockets, 'WebSocket'), plural(left.streams, 'stream'), plural(left.requests, 'request'), plural(left.clients, 'client of Mongrel2 and BlastBeat', 'clients of Mongrel2 and BlastBeat')];
  return (
    <p id="left" role="status">
      {status.state === 'drained' ? '✓ Drained: nobody is here any more, and it can be stopped.' : `Still here: ${parts.join(', ')}.`}
      {left.closing && status.state !== 'drained' && ' They are being closed; clients of Mongrel2 and BlastBeat stay until the stop.'}
    </p>
  );
}

function Drain({ status }: { status: Status }) {
  const [seconds, setSeconds] = useState('30');
  const isDraining = status.state === 'draining' || status.state === 'drained';
  const isRight = /^[1-9][0-9]{0,3}$/.test(seconds);
  return (
    <section class="card">
      <h2>{isDraining ? 'It is draining' : 'Drain'}</h2>
      <p>Before a stop or an upgrade: load balancers that ask <code>/readyz</code> send nobody here any more. Nothing that is open ends by that alone.</p>
      {isDraining && <Remaining status={status} />}
      <div class="row">
        <ActionButton label={isDraining ? 'End the drain' : 'Drain this bridge'} question={isDraining ? GO_ON : DRAIN} />
      </div>
      {isDraining && !status.left.closing && (
        <div class="row">
          <label class="choice">
            <span class="muted">Over so many seconds</span>
            <input type="text" inputMode="numeric" size={5} value={seconds} aria-invalid={!isRight} onInput={(event) => setSeconds(event.currentTarget.value)} autocomplete="off" />
          </label>
          {isRight && <ActionButton label="Close what is open" question={closing(seconds)} isBad />}
        </div>
      )}
    </section>
  );
}

const revocation = (principal: string) => ({
  title: `Revoke ${principal}?`,
  text: 'All its connections end at once, and what was granted to it before lets nobody in.',
  button: 'Revoke',
  path: '/revoke',
  fields: { principal },
  done: (answer: unknown) => `${principal} is revoked; grants ended: ${(answer as { ended: number }).ended}.`,
});

export function Actions() {
  const { status, bridge } = useShared();
  const [principal, setPrincipal] = useState('');
  if (!status) return <Loading />;
  return (
    <>
      {!status.actions && <p class="notice">This bridge has no secret, so it can be looked at and nothing can be done. Configure <code>management.secretFile</code>, and restart.</p>}
      <Drain status={status} />
      <section class="card">
        <h2>Reload</h2>
        {status.reload ? <p>Reads files, environment and command line again, and goes by what they say now.</p> : <p>This bridge has no configuration to read again: it was put together by a program.</p>}
        {status.reload && <ActionButton label="Reload the configuration" question={RELOAD} />}
      </section>
      <section class="card">
        <h2>Revoke a user</h2>
        <p>Ends all that a principal may, on all its connections.</p>
        <div class="row">
          <label class="choice">
            <span class="muted">Principal</span>
            <input type="text" value={principal} onInput={(event) => setPrincipal(event.currentTarget.value)} autocomplete="off" spellcheck={false} />
          </label>
          {principal.trim() !== '' && <ActionButton label={`Revoke ${principal.trim()}`} question={revocation(principal.trim())} isBad />}
        </div>
      </section>
      {bridge.hasSecret() && (
        <section class="card">
          <h2>Forget the secret</h2>
          <p>It is kept for this tab alone, and goes with it.</p>
          <button type="button" onClick={() => bridge.lock()}>Lock the console</button>
        </section>
      )}
    </>
  );
}
