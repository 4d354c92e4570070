/**
 * The hooks: who may come in, and who may open what. Applications subclass {@link
 * org.zmqwebbridge.auth.Authorizer}; the bridge asks it through {@link
 * org.zmqwebbridge.auth.Gatekeeper}, which denies when a hook throws or is late.
 *
 * <p>May import: {@code edge} (for the handshake), {@code rate} and {@code observe}. Threads: hooks
 * run on the executor that the composition root hands in, never on an I/O thread.
 */
package org.zmqwebbridge.auth;
