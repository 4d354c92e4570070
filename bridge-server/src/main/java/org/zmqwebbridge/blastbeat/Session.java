package org.zmqwebbridge.blastbeat;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.zmqwebbridge.blastbeat.wire.Destination;
import org.zmqwebbridge.blastbeat.wire.Sid;
import org.zmqwebbridge.edge.Occupant;

/**
 * One client of a host, which one node has: what it says goes there, and what that says comes back.
 *
 * <p>Owner thread: the loop's, but for {@link #isIdle} and {@link #occupant}. Lifetime: from its
 * first request until {@link #close}.
 */
final class Session {
  /** EndReason its client is not read from. */
  enum Pause {
    /** Its node takes nothing. */
    NODE,
    /** It asks faster than it is answered. */
    ANSWERS
  }

  private final Sid sid = Sid.random();
  private final House house;
  private final Vhost vhost;
  private final Carrier carrier;
  private final Requests requests;
  private final Seat seat;
  private final Membership membership = new Membership();
  private final Set<Pause> pauses = EnumSet.noneOf(Pause.class);
  private SocketReader reader; // of its WebSocket; null: its node
  private boolean isSocket;
  private boolean isClosed;
  private volatile long active;

  Session(House house, Vhost vhost, Carrier carrier) {
    this.house = house;
    this.vhost = vhost;
    this.carrier = carrier.socketIo() == null ? vhost.paced(carrier) : carrier;
    this.requests = new Requests(this, house);
    this.seat = new Seat(this, house);
    this.active = house.now();
    house.sessions().add(this);
    vhost.count(1);
  }

  Sid sid() {
    return sid;
  }

  Vhost vhost() {
    return vhost;
  }

  Carrier carrier() {
    return carrier;
  }

  Requests requests() {
    return requests;
  }

  Answers answers() {
    return requests.answers();
  }

  Membership membership() {
    return membership;
  }

  boolean isSocket() {
    return isSocket;
  }

  boolean isClosed() {
    return isClosed;
  }

  /** Something has happened. */
  void touch() {
    active = house.now();
  }

  /** Whether nothing has happened for too long; for any thread. */
  boolean isIdle(long now) {
    int own = vhost.spec().options().timeoutSeconds();
    int seconds = own > 0 ? own : house.config().options().timeoutSeconds();
    return now - active >= TimeUnit.SECONDS.toNanos(seconds);
  }

  /** What its client is, as an operator sees it; for any thread, and perhaps a little late. */
  Occupant occupant() {
    Node has = node();
    return new Occupant(
        "BlastBeat, " + vhost.spec().name() + (isSocket ? ", WebSocket" : ""),
        Optional.empty(),
        has == null ? List.of() : List.of("node " + has.name()));
  }

  // From its client

  /** A request. */
  void ask(Asked asked) {
    if (!isClosed && !isSocket) {
      touch();
      if (answers().isEmpty()) {
        seat.leaveDraining();
      }
      requests.ask(asked);
    }
  }

  /** A piece of the body of the last request; empty: its end, where nothing else tells that. */
  void part(byte[] bytes) {
    if (!isClosed) {
      touch();
      requests.part(bytes);
    }
  }

  /** What comes of the body of the last request is none. */
  void failLast(Refusal refusal) {
    if (!isClosed) {
      requests.failLast(refusal);
    }
  }

  /** A message of its WebSocket. */
  void message(byte[] payload, boolean isText) {
    if (isClosed) {
      return;
    }
    if (!isSocket) { // its client was not told that it is one
      fail(Refusal.MALFORMED);
      return;
    }
    touch();
    if (reader != null) {
      reader.message(payload, isText);
      return;
    }
    requests.opened();
    Destination elsewhere = membership.ofMessages();
    if (elsewhere != null) {
      house.routing().passOn(this, elsewhere, payload, isText);
    } else {
      say(Words.WEBSOCKET, payload);
    }
  }

  /** What a packet of its socket.io says to its node. */
  void packet(byte[] type, byte[] data) {
    if (!isClosed) {
      touch();
      requests.opened();
      say(type, data);
    }
  }

  void pause(Pause why) {
    if (pauses.add(why)) {
      carrier.pause();
    }
  }

  void resume(Pause why) {
    if (pauses.remove(why) && pauses.isEmpty()) {
      carrier.resume();
    }
  }

  // Its node

  /** The one that it has; {@code null}: none. */
  Node node() {
    return seat.node();
  }

  /** Its place there. */
  Seat seat() {
    return seat;
  }

  /** Tells its node something that no other can be told. */
  void say(byte[] type, byte[] body) {
    if (!seat.say(type, body)) {
      fail(Refusal.BUSY);
    }
  }

  /** Another session's node has said something to its own. */
  void hearMessage(byte[] body) {
    say(Words.MSG, body);
  }

  /** Its node has gone, and knows nothing of it any more. */
  void onNodeLost(Refusal refusal) {
    seat.onLost();
    if (isSocket) {
      end(EndReason.LOST);
    } else if (answers().isNodeAsked()) {
      fail(refusal);
    } else {
      resume(Pause.NODE); // the next request goes to another
    }
  }

  // Its life

  /** It is a WebSocket from now on. */
  void open(String accept) {
    isSocket = true;
    carrier.open(accept);
  }

  /** The same, and its node hears nothing of that. */
  void open(String accept, SocketReader here) {
    reader = here;
    open(accept);
  }

  /** Nobody answers what it has asked, or what comes is no request any more. */
  void fail(Refusal refusal) {
    if (isClosed) {
      return;
    }
    if (isSocket) {
      end(EndReason.WRONG);
    } else if (answers().isMissed()) {
      finish(); // what there is of it reaches the client, who sees that there should be more
    } else if (answers().hasBegun() || answers().isEmpty()) {
      carrier.abort();
      close();
    } else {
      refuse(refusal);
    }
  }

  /** It ends with this. */
  void refuse(Refusal refusal) {
    house.count(refusal);
    carrier.refuse(refusal);
    close();
  }

  /** It ends with what was sent. */
  void finish() {
    carrier.end();
    close();
  }

  /** It ends after what was sent, and is told why as far as that can be said. */
  void end(EndReason why) {
    if (isClosed) {
      return;
    }
    if (isSocket) {
      carrier.leave(why);
      finish();
    } else if (answers().isEmpty() || answers().hasBegun()) {
      finish();
    } else {
      refuse(why.refusal());
    }
  }

  /** Nothing new begins: it ends now, or with its answer. */
  void drain() {
    if (isSocket || answers().isEmpty()) {
      end(EndReason.AWAY);
    }
  }

  /** It is over, and its node is told. */
  void close() {
    if (isClosed) {
      return;
    }
    isClosed = true;
    answers().clear();
    house.sessions().remove(this);
    vhost.leave(this);
    vhost.count(-1);
    seat.release();
    if (reader != null) {
      reader.onGone();
    }
  }
}
