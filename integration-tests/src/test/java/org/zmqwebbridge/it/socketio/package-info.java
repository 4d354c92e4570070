/**
 * Clients of socket.io 0.9 at hosts of BlastBeat, byte by byte, and a node behind them.
 *
 * <p>Threads: each test's own.
 */
package org.zmqwebbridge.it.socketio;
