/**
 * SockJS: browsers without a WebSocket reach what speaks one, by long polls, streams and pages in
 * frames (the protocol of sockjs-node 0.3, whose tests are its specification). Anyone who an {@code
 * Upgrader} lets in gets a connection that is carried so.
 *
 * <p>Imports edge, flow, json and observe. Threads: none of its own.
 */
package org.zmqwebbridge.sockjs;
