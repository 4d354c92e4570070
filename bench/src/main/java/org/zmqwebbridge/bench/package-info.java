/**
 * {@code zwb bench}: puts load on a bridge as pages would, and says what came of it.
 *
 * <p>Composes {@code client} and {@code report}; nobody imports this package. Of the bridge it uses
 * only the wire, and the command line of the bridge that it starts itself. Threads: main drives the
 * load; the echo service, the publisher, the pacer and a flood have one each.
 */
package org.zmqwebbridge.bench;
