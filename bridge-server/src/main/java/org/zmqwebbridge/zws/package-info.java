/**
 * ZWS 2.0 (ZeroMQ's RFC 45): stock ZeroMQ clients over WebSocket. Each connection is one socket at
 * one endpoint, which its path names; a {@link org.zmqwebbridge.zws.ZwsSession} turns its frames
 * into actions of a {@link org.zmqwebbridge.zws.ZwsSocket}, which has a seat at the endpoint's
 * gateway.
 *
 * <p>May import: edge, auth, gateway, flow, rate, observe, json and its {@code wire}; never another
 * dialect. Threads: the edge's callbacks send, a hook's answer comes on a worker, and gateways
 * answer on their loop.
 */
package org.zmqwebbridge.zws;
