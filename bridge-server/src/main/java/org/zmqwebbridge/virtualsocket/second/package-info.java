/**
 * Sessions on the second wire, {@code zwb.2}: a connection's channels, each with a seat at its
 * gateway.
 *
 * <p>May import: edge, auth, gateway, flow, rate, observe, json, and its {@code wire}; not {@code
 * virtualsocket} itself. Threads: the edge's callbacks send, a hook's answer comes on a worker, and
 * gateways answer on their loop.
 */
package org.zmqwebbridge.virtualsocket.second;
