/**
 * Plain HTTP doors to configured endpoints, for curl and anyone who knows nothing of us: a request
 * and its reply, a message that is handed over.
 *
 * <p>May import: edge, auth, gateway, flow, rate, observe, json and its own {@code wire}; never
 * another dialect. Threads: the edge's callbacks begin a visit, a hook's answer comes on a worker,
 * and gateways answer on their loop.
 */
package org.zmqwebbridge.door;
