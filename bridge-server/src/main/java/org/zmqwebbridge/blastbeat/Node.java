package org.zmqwebbridge.blastbeat;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.zmqwebbridge.blastbeat.config.NodeLimits;
import org.zmqwebbridge.observe.AskTally;
import org.zmqwebbridge.zmq.Sending;

/**
 * One node: a peer of a ROUTER, known by its name; whether it is there, the sessions that it has,
 * and what waits for it.
 *
 * <p>Owner thread: the loop's. Lifetime: as long as a configuration names it, or a session is its.
 */
final class Node {
  /** Whether it is there, as far as is known. */
  enum State {
    /** It was not heard of, or not for long. */
    OFF,
    /** It gets sessions. */
    AVAILABLE,
    /** It keeps its sessions, and gets no others. */
    DRAINING
  }

  /** What it is to be told. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Message(byte[] sid, byte[] type, byte[] body) {}

  private static final byte[] NOTHING = {};
  private static final int MESSAGE_BYTES = 100; // what one takes besides its body

  private final String name;
  private final byte[] identity;
  private final House house;
  private final Set<Session> sessions = new LinkedHashSet<>();
  private final Deque<Message> waiting = new ArrayDeque<>();
  private final Set<Session> paused = new LinkedHashSet<>(); // not read from, until nothing waits
  private List<NodeRouter> routers = List.of(); // where it may connect
  private NodeRouter home; // where it does; null: that is not known
  private int weight = 1;
  private long waitingBytes;
  private boolean isAlive;
  private boolean isDraining;
  private boolean isSpawned;
  private long heard;
  private boolean wasHeard;
  private long pinged;
  private final AskTally asks = new AskTally();
  private long losses;

  Node(String name, House house) {
    this.name = name;
    this.identity = name.getBytes(UTF_8);
    this.house = house;
  }

  /** It may connect there, and nowhere else any more. */
  void connectsTo(List<NodeRouter> wanted) {
    routers.forEach(router -> router.forget(this));
    routers = List.copyOf(wanted);
    routers.forEach(router -> router.admit(this));
    home = home != null && routers.contains(home) ? home : null;
  }

  String name() {
    return name;
  }

  byte[] identity() {
    return identity;
  }

  State state() {
    return !isAlive ? State.OFF : isDraining ? State.DRAINING : State.AVAILABLE;
  }

  int weight() {
    return weight;
  }

  void weigh(int share) {
    weight = share;
  }

  /** How many sessions it has. */
  int load() {
    return sessions.size();
  }

  Collection<Session> sessions() {
    return sessions;
  }

  void add(Session session) {
    sessions.add(session);
  }

  void remove(Session session) {
    sessions.remove(session);
    paused.remove(session);
  }

  /** Whether it gets no other sessions. */
  void drain(boolean isDrained) {
    isDraining = isDrained;
  }

  /** What it was asked. */
  AskTally asks() {
    return asks;
  }

  /** The loop's time. */
  long now() {
    return house.now();
  }

  long losses() {
    return losses;
  }

  int waiting() {
    return waiting.size();
  }

  /** Milliseconds since it was heard; -1: it never was. */
  long silentMillis(long now) {
    return wasHeard ? TimeUnit.NANOSECONDS.toMillis(now - heard) : -1;
  }

  // Its life

  /** It has said something there; whether it was off. */
  boolean hear(long now, NodeRouter there) {
    home = there;
    heard = now;
    wasHeard = true;
    boolean wasOff = !isAlive;
    isAlive = true;
    return wasOff;
  }

  boolean isAlive() {
    return isAlive;
  }

  /** Whether it was silent for longer than that. */
  boolean isSilent(long now, long nanos) {
    return now - heard > nanos;
  }

  /** Whether it is to be asked whether it is there. */
  boolean isToBePinged(long now, long nanos) {
    return (!isAlive || now - heard >= nanos) && now - pinged >= nanos;
  }

  /** Asks it; whether it could be. */
  boolean ping(long now) {
    pinged = now;
    Sending sent = send(NOTHING, Words.PING, NOTHING);
    if (sent == Sending.SENT && !isSpawned) {
      isSpawned = true;
      Sending unused = send(NOTHING, Words.SPAWN, NOTHING);
    }
    return sent != Sending.GONE;
  }

  /** It has gone: those are returned whose node it was. */
  List<Session> lose() {
    losses += isAlive ? 1 : 0;
    isAlive = false;
    isSpawned = false;
    home = null;
    waiting.clear();
    house.memory().give(waitingBytes);
    waitingBytes = 0;
    List<Session> orphans = new ArrayList<>(sessions);
    sessions.clear();
    paused.clear();
    return orphans;
  }

  // To it

  private Sending send(byte[] sid, byte[] type, byte[] body) {
    if (home != null) {
      return home.send(identity, sid, type, body);
    }
    for (NodeRouter router : routers) {
      Sending sent = router.send(identity, sid, type, body);
      if (sent != Sending.GONE) {
        return sent;
      }
    }
    return Sending.GONE;
  }

  /**
   * Tells it something; what it does not take now waits, and then the session is not read from.
   *
   * @param session whose client's it is; {@code null}: it has ended, and the node is told so
   * @return {@link Sending#FULL}: it cannot even wait
   */
  Sending tell(Session session, byte[] sid, byte[] type, byte[] body) {
    if (waiting.isEmpty()) {
      Sending sent = send(sid, type, body);
      if (sent != Sending.FULL) {
        return sent;
      }
    }
    long cost = (long) MESSAGE_BYTES + body.length;
    NodeLimits limits = house.config().limits().nodes();
    if (session == null) {
      house.memory().take(cost); // an end, of which each session has one, is never left out
    } else if (waiting.size() >= limits.maxWaiting()
        || waitingBytes + cost > limits.maxWaitingBytes()
        || !house.memory().tryTake(cost)) {
      return Sending.FULL;
    }
    house.nodes().stuff(this);
    waiting.add(new Message(sid, type, body));
    waitingBytes += cost;
    if (session != null && paused.add(session)) {
      session.pause(Session.Pause.NODE);
    }
    return Sending.SENT;
  }

  /** It may take something again; whether nothing waits any more. */
  boolean goOn() {
    while (!waiting.isEmpty()) {
      Message next = waiting.element();
      if (send(next.sid(), next.type(), next.body()) == Sending.FULL) {
        return false;
      }
      long cost = (long) MESSAGE_BYTES + waiting.remove().body().length;
      waitingBytes -= cost;
      house.memory().give(cost);
    }
    List<Session> resumed = List.copyOf(paused);
    paused.clear();
    resumed.forEach(session -> session.resume(Session.Pause.NODE));
    return true;
  }
}
