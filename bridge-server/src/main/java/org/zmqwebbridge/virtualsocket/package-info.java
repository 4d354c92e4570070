/**
 * The first dialect: a page's virtual sockets. A {@link
 * org.zmqwebbridge.virtualsocket.VirtualSocketSession} turns one connection's frames into actions;
 * a {@link org.zmqwebbridge.gateway.Gateway} is one shared ZeroMQ socket and its members.
 *
 * <p>May import: {@code edge}, {@code auth}, {@code zmq}, {@code observe}, its own {@code wire};
 * never another dialect. Threads: sessions run on the edge's threads, gateways on the loop's; the
 * one crossing is {@link org.zmqwebbridge.gateway.GatewayShards}.
 */
package org.zmqwebbridge.virtualsocket;
