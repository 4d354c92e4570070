package org.zmqwebbridge.it;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;
import org.zeromq.ZMQException;

/**
 * A service with a thread of its own that answers as a function says, until it is closed; closing
 * is abrupt: what it had taken or still had to send is lost, as when a process dies.
 */
public final class BackEnd implements AutoCloseable {
  private final ZMQ.Context context = ZMQ.context(1);
  private final String host;
  private final int port;
  private final Thread thread;

  private BackEnd(String host, int port, Answers answers, Consumer<ZMQ.Socket> security) {
    this.host = host;
    this.port = port;
    ZMQ.Socket router = context.socket(SocketType.ROUTER);
    router.setLinger(0);
    router.setHWM(0);
    security.accept(router);
    FreePort.bind(router, address());
    this.thread = new Thread(() -> run(router, answers), "back-end-" + port);
    thread.start();
  }

  public static BackEnd echo() {
    return start(FreePort.find(), Answers.ECHO);
  }

  public static BackEnd start(int port, Answers answers) {
    return new BackEnd("127.0.0.1", port, answers, clear -> {});
  }

  /** One that does what a function does to its socket before it binds. */
  public static BackEnd start(int port, Answers answers, Consumer<ZMQ.Socket> security) {
    return new BackEnd("127.0.0.1", port, answers, security);
  }

  /** An echo that asks its peers who they are. */
  static BackEnd echo(Consumer<ZMQ.Socket> security) {
    return new BackEnd("127.0.0.1", FreePort.find(), Answers.ECHO, security);
  }

  /** An echo at another address of this machine. */
  public static BackEnd echoAt(String host, int port) {
    return new BackEnd(host, port, Answers.ECHO, clear -> {});
  }

  public int port() {
    return port;
  }

  public String address() {
    return "tcp://" + host + ":" + port;
  }

  private static void run(ZMQ.Socket router, Answers answers) {
    try (router) {
      for (byte[] first = next(router, answers); first != null; first = next(router, answers)) {
        List<byte[]> frames = new ArrayList<>(List.of(first));
        while (router.hasReceiveMore()) {
          frames.add(router.recv());
        }
        answers.to(frames).forEach(answer -> send(router, answer));
      }
    } catch (ZMQException end) {
      if (end.getErrorCode() != ZMQ.Error.ETERM.getCode()) {
        throw end;
      }
    }
  }

  private static byte[] next(ZMQ.Socket router, Answers answers) {
    byte[] first = router.recv(ZMQ.DONTWAIT);
    if (first == null) {
      answers.whenIdle().forEach(answer -> send(router, answer));
      first = router.recv();
    }
    return first;
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
