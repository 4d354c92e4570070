/**
 * Remote calls over ZeroMQ, with the messages of the original bridge: a server to subclass, a
 * client with deadlines and typed proxies, and calls by publication.
 *
 * <p>May import: {@code rpc.wire}, {@code rpc.zmq}, slf4j; Gson only where a value may be any JSON.
 * Never the bridge. Threads: each server, client and publisher has one {@link
 * org.zmqwebbridge.rpc.zmq.SocketThread} that owns its socket; a server's functions run on its
 * {@code HandlerPool}; methods of clients may be called from any thread.
 */
package org.zmqwebbridge.rpc;
