package org.zmqwebbridge.bench;

import org.zeromq.SocketType;
import org.zeromq.ZMQ;
import org.zeromq.ZMQException;
import org.zmqwebbridge.rpc.zmq.FrameGuard;
import org.zmqwebbridge.rpc.zmq.RpcSocket;

/**
 * A ZeroMQ REP service that sends back what it gets, on a free port of loopback.
 *
 * <p>Owner thread: its own. Lifetime: until closed.
 */
final class EchoService implements AutoCloseable {
  private final ZMQ.Context context = ZMQ.context(1);
  private final ZMQ.Socket socket = context.socket(SocketType.REP);
  private final String address;
  private final Thread thread = new Thread(this::serve, "bench-echo");

  private EchoService() {
    socket.setLinger(0);
    FrameGuard.guard(socket, RpcSocket.MAX_FRAME_BYTES);
    address = "tcp://127.0.0.1:" + socket.bindToRandomPort("tcp://127.0.0.1");
    thread.setDaemon(true);
  }

  static EchoService start() {
    EchoService service = new EchoService();
    service.thread.start(); // from here on the socket is the thread's
    return service;
  }

  String address() {
    return address;
  }

  private void serve() {
    try {
      for (byte[] request; (request = socket.recv()) != null; ) {
        boolean unused = socket.send(request);
      }
    } catch (ZMQException terminated) {
      // The way out: the context has ended.
    }
    socket.close();
  }

  @Override
  public void close() {
    context.term();
  }
}
