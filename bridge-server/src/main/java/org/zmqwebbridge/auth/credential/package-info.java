/**
 * Built-in authorizers that go by a credential: where clients may put one, and who knows whether it
 * is good.
 *
 * <p>May import: {@code auth}, {@code edge} (for the handshake), Guava. Threads: hooks' workers.
 */
package org.zmqwebbridge.auth.credential;
