import { useState } from 'preact/hooks';
import { useShared } from '../live';
import { ActionButton, Loading } from '../parts';

const RELOAD = {
  title: 'Read the configuration again?',
  text: 'If anything is wrong with it, nothing changes, and you read here what it is.',
  button: 'Reload',
  path: '/reload',
  fields: {},
  done: (answer: unknown) => `Reloaded: ${JSON.stringify(answer)}`,
};

function drain(isDraining: boolean) {
  return {
    title: isDraining ? 'End the drain?' : 'Drain this bridge?',
    text: isDraining ? '/readyz says again that it takes connections.' : '/readyz says 503 from now on, so that load balancers send nobody here any more. Connections that are open stay, and whoever comes all the same is let in.',
    button: isDraining ? 'End the drain' : 'Drain',
    path: '/drain',
    fields: { draining: String(!isDraining) },
    done: () => (isDraining ? 'It takes connections again.' : 'It says that it is not ready.'),
  };
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
  const isDraining = status.state === 'draining';
  return (
    <>
      {!status.actions && <p class="notice">This bridge has no secret, so it can be looked at and nothing can be done. Configure <code>management.secretFile</code>, and restart.</p>}
      <section class="card">
        <h2>{isDraining ? 'It is draining' : 'Drain'}</h2>
        <p>Before a stop or an upgrade: load balancers that ask <code>/readyz</code> send nobody here any more.</p>
        <ActionButton label={isDraining ? 'End the drain' : 'Drain this bridge'} question={drain(isDraining)} />
      </section>
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
