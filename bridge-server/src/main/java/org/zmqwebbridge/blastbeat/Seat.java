package org.zmqwebbridge.blastbeat;

import org.zmqwebbridge.zmq.Sending;

/**
 * The place that one session has at a node: which it is, and what is said there.
 *
 * <p>Owner thread: the loop's. Lifetime: its session's.
 */
final class Seat {
  private static final byte[] NOTHING = {};

  private final Session session;
  private final House house;
  private final byte[] sid;
  private Node node; // null: none yet, or it was lost

  Seat(Session session, House house) {
    this.session = session;
    this.house = house;
    this.sid = session.sid().bytes();
  }

  /** The node; {@code null}: none. */
  Node node() {
    return node;
  }

  /** Whether there is one, or is one now. */
  boolean isTaken() {
    return node != null || choose(null);
  }

  private boolean choose(Node except) {
    Node chosen = session.vhost().choose(except);
    if (chosen != null) {
      node = chosen;
      chosen.add(session);
    }
    return chosen != null;
  }

  /** Takes another node, the same only where there is no other; false: there is none. */
  boolean change() {
    Node before = node;
    node = null;
    before.remove(session);
    session.resume(Session.Pause.NODE);
    return choose(before);
  }

  /** A node that gets no other sessions is left before it is asked again. */
  void leaveDraining() {
    if (node != null && node.state() == Node.State.DRAINING) {
      release();
    }
  }

  /** The node has nothing to do with the session any more, and is told. */
  void release() {
    Node last = node;
    node = null;
    if (last != null) {
      last.remove(session);
      Sending unused = last.tell(null, sid, Words.END, NOTHING);
    }
  }

  /** Tells the node, and nobody else if that cannot be told. */
  Sending tell(byte[] type, byte[] body) {
    return node.tell(session, sid, type, body);
  }

  /** Tells the node something that no other can be told; false: it takes nothing. */
  boolean say(byte[] type, byte[] body) {
    if (node == null) {
      return true;
    }
    Sending sent = tell(type, body);
    if (sent == Sending.GONE) {
      lose();
    }
    return sent != Sending.FULL;
  }

  /** The node has gone before it was told of anything. */
  void leave() {
    Node gone = node;
    node = null;
    gone.remove(session);
    house.nodes().lose(gone, Refusal.NODE_LOST, "it cannot be reached");
  }

  /** The node has gone: all that it had is answered so. */
  void lose() {
    house.nodes().lose(node, Refusal.NODE_LOST, "it cannot be reached");
  }

  /** The node knows nothing of the session any more. */
  void onLost() {
    node = null;
  }
}
