/**
 * The ZeroMQ side of an endpoint, no matter who uses it. A {@link org.zmqwebbridge.gateway.Gateway}
 * is the shared ZeroMQ sockets of one endpoint; a dialect's {@link
 * org.zmqwebbridge.gateway.Caller}, {@link org.zmqwebbridge.gateway.Subscriber} or {@link
 * org.zmqwebbridge.gateway.Responder} hears from it, and asks it by its {@link
 * org.zmqwebbridge.gateway.Seat}.
 *
 * <p>May import: {@code zmq}, {@code auth}, {@code flow}, {@code observe}; never the edge, never a
 * dialect. Threads: gateways run on the loop's; the one crossing is {@link
 * org.zmqwebbridge.gateway.GatewayShard}.
 */
package org.zmqwebbridge.gateway;
