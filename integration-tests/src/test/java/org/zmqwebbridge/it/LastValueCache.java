package org.zmqwebbridge.it;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/**
 * A last-value cache as the ZeroMQ guide has it: an XPUB that sends its latest value whenever it
 * hears a subscription; and it publishes the next one when it is told to, and on its own, if so
 * wanted.
 *
 * <p>Owner thread: its own. Lifetime: until closed.
 */
final class LastValueCache implements AutoCloseable {
  private static final int LOOK_MILLIS = 1;

  private final ZContext context = new ZContext();
  private final ZMQ.Socket socket = context.createSocket(SocketType.XPUB);
  private final String topic;
  private final int port = FreePort.find();
  private final Thread thread;
  private volatile boolean goesOn;
  private volatile boolean ended;
  private int latest;

  LastValueCache(String topic) {
    this.topic = topic;
    socket.setLinger(0);
    socket.setSndHWM(0);
    socket.setXpubVerbose(true);
    socket.setReceiveTimeOut(LOOK_MILLIS);
    FreePort.bind(socket, address());
    thread = new Thread(this::run, "last-value-cache");
    thread.start();
  }

  String address() {
    return "tcp://127.0.0.1:" + port;
  }

  /** From now on, it publishes one value after the other; or no more. */
  void publishes(boolean on) {
    goesOn = on;
  }

  private void run() {
    while (!ended) {
      byte[] event = socket.recv();
      if (event != null && event[0] == 1) {
        send();
      } else if (event == null && goesOn) {
        latest++;
        send();
      }
    }
    context.close();
  }

  private void send() {
    socket.sendMore(topic.getBytes(UTF_8));
    socket.send(Integer.toString(latest));
  }

  @Override
  public void close() {
    ended = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
