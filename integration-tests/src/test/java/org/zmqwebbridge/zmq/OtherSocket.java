package org.zmqwebbridge.zmq;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;
import org.zmqwebbridge.it.PythonPeer;
import org.zmqwebbridge.kit.Await;

/**
 * A peer of any type, of either library, at either end.
 *
 * <p>Owner thread: the test's. Lifetime: until {@link #close}.
 */
interface OtherSocket extends AutoCloseable {
  /** Who speaks ZeroMQ there. */
  enum Library {
    LIBZMQ {
      @Override
      OtherSocket bind(SocketType type) {
        PythonPeer process = PythonPeer.start("typed", type.name(), "bind");
        return new OfPython(process, process.address());
      }

      @Override
      OtherSocket connect(SocketType type, String address) {
        return new OfPython(PythonPeer.start("typed", type.name(), "connect", address), address);
      }
    },
    JEROMQ {
      @Override
      OtherSocket bind(SocketType type) {
        return new OfJava(type, null);
      }

      @Override
      OtherSocket connect(SocketType type, String address) {
        return new OfJava(type, address);
      }
    };

    abstract OtherSocket bind(SocketType type);

    abstract OtherSocket connect(SocketType type, String address);
  }

  String address();

  void send(String... frames);

  void expect(String... frames);

  @Override
  void close();

  /** A process with libzmq. */
  record OfPython(PythonPeer process, String address) implements OtherSocket {
    @Override
    public void send(String... frames) {
      process.send(frames);
    }

    @Override
    public void expect(String... frames) {
      process.expectFrames(frames);
    }

    @Override
    public void close() {
      process.close();
    }
  }

  /** JeroMQ in a context, and on a thread, of its own. */
  final class OfJava implements OtherSocket {
    private static final int POLL_MILLIS = 5;

    private final ZMQ.Context context = ZMQ.context(1);
    private final BlockingQueue<List<String>> received = new LinkedBlockingQueue<>();
    private final BlockingQueue<List<String>> toSend = new LinkedBlockingQueue<>();
    private final SocketType type;
    private final String address;
    private final Thread thread;
    private volatile boolean ends;

    OfJava(SocketType type, String connectsTo) {
      this.type = type;
      ZMQ.Socket socket = context.socket(type);
      socket.setLinger(0);
      // A JeroMQ socket that connects may stall in its handshake, for 30 s unless told otherwise.
      socket.setHandshakeIvl(300);
      if (type == SocketType.SUB) {
        socket.subscribe(new byte[0]);
      }
      if (connectsTo == null) {
        address = "tcp://127.0.0.1:" + socket.bindToRandomPort("tcp://127.0.0.1");
      } else {
        address = connectsTo;
        socket.connect(connectsTo);
      }
      this.thread = new Thread(() -> run(socket), "other-socket");
      thread.start();
    }

    private void run(ZMQ.Socket socket) {
      socket.setReceiveTimeOut(POLL_MILLIS);
      boolean receives = type != SocketType.PUSH && type != SocketType.PUB;
      while (!ends) {
        List<String> message = next(receives ? 0 : POLL_MILLIS);
        for (int i = 0; message != null && i < message.size(); i++) {
          socket.send(message.get(i), i < message.size() - 1 ? ZMQ.SNDMORE : 0);
        }
        if (receives) {
          receive(socket);
        }
      }
      socket.close();
    }

    private List<String> next(int millis) {
      try {
        return toSend.poll(millis, TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }

    private void receive(ZMQ.Socket socket) {
      String first = socket.recvStr();
      if (first != null) {
        List<String> frames = new java.util.ArrayList<>(List.of(first));
        while (socket.hasReceiveMore()) {
          frames.add(socket.recvStr());
        }
        received.add(frames);
      }
    }

    @Override
    public String address() {
      return address;
    }

    @Override
    public void send(String... frames) {
      toSend.add(List.of(frames));
    }

    @Override
    public void expect(String... frames) {
      try {
        List<String> message = received.poll(Await.DEADLINE_MILLIS, TimeUnit.MILLISECONDS);
        org.junit.jupiter.api.Assertions.assertEquals(List.of(frames), message);
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }

    @Override
    public void close() {
      ends = true;
      try {
        thread.join(Await.DEADLINE_MILLIS);
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
      context.term();
    }
  }
}
