package org.zmqwebbridge.it;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;
import org.zeromq.ZMQException;

/**
 * A service with a thread of its own that answers as a function says, until it is closed; closing
 * is abrupt: what it had taken or still had to send is lost, as when a process dies.
 */
final class BackEnd implements AutoCloseable {
  /** Sends requests back as they came: an unmodified REP or ROUTER echo. */
  static final Function<List<byte[]>, List<List<byte[]>>> ECHO = List::of;

  private final ZMQ.Context context = ZMQ.context(1);
  private final int port;
  private final Thread thread;

  private BackEnd(int port, Function<List<byte[]>, List<List<byte[]>>> answers) {
    this.port = port;
    ZMQ.Socket router = context.socket(SocketType.ROUTER);
    router.setLinger(0);
    router.setHWM(0);
    router.bind(address());
    this.thread = new Thread(() -> run(router, answers), "back-end-" + port);
    thread.start();
  }

  static BackEnd echo() {
    return start(FreePort.find(), ECHO);
  }

  /**
   * Starts one.
   *
   * @param answers the messages to send for a message: peer, route, delimiter, content
   */
  static BackEnd start(int port, Function<List<byte[]>, List<List<byte[]>>> answers) {
    return new BackEnd(port, answers);
  }

  int port() {
    return port;
  }

  String address() {
    return "tcp://127.0.0.1:" + port;
  }

  private static void run(ZMQ.Socket router, Function<List<byte[]>, List<List<byte[]>>> answers) {
    try (router) {
      for (byte[] first = router.recv(); first != null; first = router.recv()) {
        List<byte[]> frames = new ArrayList<>(List.of(first));
        while (router.hasReceiveMore()) {
          frames.add(router.recv());
        }
        answers.apply(frames).forEach(answer -> send(router, answer));
      }
    } catch (ZMQException end) {
      if (end.getErrorCode() != ZMQ.Error.ETERM.getCode()) {
        throw end;
      }
    }
  }

  private static void send(ZMQ.Socket router, List<byte[]> frames) {
    for (int i = 0; i < frames.size(); i++) {
      router.send(frames.get(i), i < frames.size() - 1 ? ZMQ.SNDMORE : 0);
    }
  }

  @Override
  public void close() {
    context.term();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
