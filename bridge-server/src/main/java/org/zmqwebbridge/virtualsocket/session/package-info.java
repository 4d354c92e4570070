/**
 * What the sessions of both wires share: the hooks' answers about one connection.
 *
 * <p>May import: edge, auth, gateway, rate and observe. Threads: as each class says.
 */
package org.zmqwebbridge.virtualsocket.session;
