package org.zmqwebbridge.it.fault;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonParser;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/**
 * ZeroMQ peers that ask a page through one DEALER. A frame in front of the delimiter, which comes
 * back with the answer, tells whose it is. What has no answer long after its deadline is given up:
 * its asker's own connection lost it.
 *
 * <p>Owner thread: its own; the scenario's for asking.
 */
final class Askers implements AutoCloseable {
  /** What a request ends in whose asker hears nothing. */
  static final String UNHEARD = "unheard";

  private static final int TURN_MILLIS = 5;

  private final Books books;
  private final int port;
  private final String page;
  private final Queue<Call> outgoing = new ConcurrentLinkedQueue<>();
  private final Map<String, Call> open = new HashMap<>();
  private final Thread thread = new Thread(this::run, "askers");
  private volatile boolean closing;
  private int asked;

  Askers(int port, String page, Books books) {
    this.port = port;
    this.page = page;
    this.books = books;
    thread.start();
  }

  Call ask(String padding) {
    Call call = books.open(port + "-" + asked++ + padding);
    outgoing.add(call);
    return call;
  }

  private void run() {
    try (ZContext context = new ZContext()) {
      ZMQ.Socket dealer = context.createSocket(SocketType.DEALER);
      dealer.setLinger(0);
      dealer.setReceiveTimeOut(TURN_MILLIS);
      dealer.setHandshakeIvl(300);
      dealer.setReconnectIVL(50);
      dealer.setReconnectIVLMax(100);
      dealer.connect("tcp://127.0.0.1:" + port);
      while (!closing || !open.isEmpty()) {
        for (Call next = outgoing.poll(); next != null; next = outgoing.poll()) {
          send(dealer, next);
        }
        byte[] first = dealer.recv();
        if (first != null) {
          receive(dealer, new String(first, UTF_8));
        }
        giveUp();
      }
    }
  }

  private void send(ZMQ.Socket dealer, Call call) {
    open.put(call.nonce(), call);
    dealer.send(call.nonce(), ZMQ.SNDMORE);
    dealer.send("", ZMQ.SNDMORE);
    dealer.send(call.nonce(), ZMQ.SNDMORE);
    dealer.send(page);
    call.onSent();
  }

  private void receive(ZMQ.Socket dealer, String nonce) {
    List<String> frames = new ArrayList<>();
    while (dealer.hasReceiveMore()) {
      frames.add(dealer.recvStr());
    }
    Call call = open.remove(nonce);
    String answer = frames.get(frames.size() - 1);
    if (call == null) {
      books.violated("no asker waits for " + nonce + frames);
    } else if (answer.equals(nonce)) {
      call.end(Outcome.REPLY);
    } else if (answer.startsWith("{\"status\":\"error\"")) {
      call.end(JsonParser.parseString(answer).getAsJsonObject().get("code").getAsString());
    } else {
      books.violated(call + " was answered with " + answer);
    }
  }

  private void giveUp() {
    long before = System.nanoTime() - TimeUnit.MILLISECONDS.toNanos(2 * Scene.DEADLINE_MILLIS);
    for (Call call : List.copyOf(open.values())) {
      if (call.sentNanos() - before < 0) {
        call.end(UNHEARD);
        open.remove(call.nonce());
      }
    }
  }

  @Override
  public void close() {
    closing = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
