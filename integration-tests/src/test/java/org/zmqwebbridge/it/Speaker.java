package org.zmqwebbridge.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;
import org.zmqwebbridge.kit.Await;

/**
 * The ZeroMQ peer of one endpoint in a conversation: a ROUTER behind REQ, a publisher behind SUB,
 * an asker in front of REP.
 *
 * <p>Owner thread: the test's.
 */
final class Speaker implements AutoCloseable {
  private final ZContext context = new ZContext();
  private final ZMQ.Socket socket;
  private final org.zmqwebbridge.auth.SocketType endpoint;
  private final String address;
  private final Set<ByteBuffer> subscribed = new HashSet<>();
  private boolean awaitsSubscription;

  private Speaker(SocketType type, org.zmqwebbridge.auth.SocketType endpoint, String address) {
    this.endpoint = endpoint;
    this.address = address;
    socket = context.createSocket(type);
    socket.setLinger(0);
    socket.setReceiveTimeOut(Await.DEADLINE_MILLIS);
    // A JeroMQ socket that connects may stall in its handshake, for 30 s unless told otherwise.
    socket.setHandshakeIvl(300);
    awaitsSubscription = type == SocketType.XPUB;
    if (type == SocketType.SUB) {
      socket.subscribe(new byte[0]);
    }
  }

  static Speaker of(org.zmqwebbridge.auth.SocketType endpoint, String address) {
    return of(endpoint, address, false);
  }

  /**
   * The peer of an endpoint.
   *
   * @param verbose whether a publisher hears of a topic again that it has been asked for already
   */
  static Speaker of(org.zmqwebbridge.auth.SocketType endpoint, String address, boolean verbose) {
    Speaker speaker =
        new Speaker(
            switch (endpoint) {
              case REQ -> SocketType.ROUTER;
              case SUB -> SocketType.XPUB;
              case REP -> SocketType.REQ;
              case DEALER -> SocketType.ROUTER;
              case PUB -> SocketType.SUB;
              case PUSH -> SocketType.PULL;
              case PULL -> SocketType.PUSH;
              case PAIR -> SocketType.PAIR;
            },
            endpoint,
            address);
    if (verbose) {
      speaker.socket.setXpubVerbose(true);
    }
    if (endpoint.bindsByDefault()) {
      speaker.socket.connect(address);
    } else {
      FreePort.bind(speaker.socket, address);
    }
    return speaker;
  }

  /** One that has left comes again: a new one at the same address. */
  Speaker again() {
    return of(endpoint, address);
  }

  /** Has the socket do what its I/O thread asks of it: it accepts nobody by itself. */
  void turn() {
    int unused = socket.getEvents();
  }

  List<byte[]> receive() {
    List<byte[]> frames = new ArrayList<>();
    do {
      byte[] frame = socket.recv();
      if (frame == null) {
        throw new AssertionError("the service received nothing");
      }
      frames.add(frame);
    } while (socket.hasReceiveMore());
    return frames;
  }

  /** A publisher waits until somebody has subscribed to this. */
  void awaitSubscribed(byte[] topic) {
    awaitsSubscription = false;
    while (!subscribed.contains(ByteBuffer.wrap(topic))) {
      byte[] told = receive().get(0);
      ByteBuffer about = ByteBuffer.wrap(Arrays.copyOfRange(told, 1, told.length));
      if (told[0] == 1) {
        subscribed.add(about);
      } else {
        subscribed.remove(about);
      }
    }
  }

  /** A publisher waits until somebody has subscribed to each of these, the one that had before. */
  void hears(Set<ByteBuffer> topics) {
    Set<ByteBuffer> missing = new HashSet<>(topics);
    while (!missing.isEmpty()) {
      byte[] told = receive().get(0);
      assertEquals(1, told[0], "a subscription");
      assertTrue(missing.remove(ByteBuffer.wrap(told, 1, told.length - 1)), "to one of these");
    }
  }

  /** A publisher waits for its first subscription first. */
  void send(List<byte[]> frames) {
    if (awaitsSubscription) {
      awaitsSubscription = false;
      receive();
    }
    for (int i = 0; i < frames.size(); i++) {
      socket.send(frames.get(i), i < frames.size() - 1 ? ZMQ.SNDMORE : 0);
    }
  }

  @Override
  public void close() {
    context.close();
  }
}
