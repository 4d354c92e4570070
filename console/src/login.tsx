import { useState } from 'preact/hooks';
import type { Bridge } from './bridge';

const isSafe = (): boolean => location.protocol === 'https:' || ['localhost', '127.0.0.1', '[::1]'].includes(location.hostname);

/** Takes the secret of management.secretFile. */
export function Login({ bridge, why }: { bridge: Bridge; why: string }) {
  const [secret, setSecret] = useState('');
  const submit = (event: Event) => {
    event.preventDefault();
    if (secret.trim() !== '') bridge.unlock(secret.trim());
  };
  return (
    <main class="login">
      <form class="card" onSubmit={submit}>
        <h1>This bridge has a secret</h1>
        <p>It is the one line of the file that <code>management.secretFile</code> names. This tab keeps it until you close or lock it; nothing else does.</p>
        {!isSafe() && <p class="notice">This page came without TLS from another machine: anybody in between can read the secret. Use a tunnel: <code>ssh -L 9000:127.0.0.1:9000 host</code></p>}
        {why && <p class="notice" role="alert">{why}</p>}
        <label class="choice">
          <span class="muted">Secret</span>
          <input type="password" id="secret" value={secret} onInput={(event) => setSecret(event.currentTarget.value)} autocomplete="off" autofocus />
        </label>
        <button type="submit" class="main-button">Open the console</button>
      </form>
    </main>
  );
}
