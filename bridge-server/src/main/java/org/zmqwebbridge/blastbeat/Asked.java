package org.zmqwebbridge.blastbeat;

import java.util.List;

/**
 * One request of a session that has no whole answer yet.
 *
 * <p>Owner thread: the loop's, once it is there. Lifetime: until its answer is whole.
 */
final class Asked {
  private static final byte[] NOTHING = {};

  private final byte[] type; // of the message that says it to a node
  private final byte[] packet;
  private final Manner manner;
  private final String cacheKey; // null: its answer comes from a node
  private final String accept; // of a WebSocket's handshake; null: it asks for none
  private Visit visit; // what answers it here; null: nothing does
  private Refusal refusal; // null: a node is asked
  private Replay replay; // of its body; null: nothing has come of one
  private boolean isAnswered; // what has come of its body is not needed any more
  private boolean isEndTold;
  private boolean isSent;
  private Node node; // whose answer is waited for; null: none
  private long since; // it was told
  private int hops;

  /**
   * How its client wants to be answered.
   *
   * @param isOfHead its answer has no body
   * @param isPersistent whether more requests may follow
   * @param isOld it speaks HTTP/1.0, which knows no chunks
   * @param expectsContinue it waits to be told that its body is wanted
   */
  record Manner(boolean isOfHead, boolean isPersistent, boolean isOld, boolean expectsContinue) {
    private static final Manner LAST = new Manner(false, false, false, false);
  }

  private Asked(byte[] type, byte[] packet, Manner manner, String cacheKey, String accept) {
    this.type = type;
    this.packet = packet;
    this.manner = manner;
    this.cacheKey = cacheKey;
    this.accept = accept;
  }

  /**
   * For a node.
   *
   * @param cacheKey by which an answer may have been kept; {@code null}: a node answers it
   */
  static Asked of(byte[] type, byte[] packet, Manner manner, String cacheKey) {
    return new Asked(type, packet, manner, cacheKey, null);
  }

  /** For a WebSocket, whose node is told before anything comes. */
  static Asked socket(byte[] type, byte[] packet, Manner manner, String accept) {
    return new Asked(type, packet, manner, null, accept);
  }

  /** The same, answered here. */
  static Asked here(Asked plain, Visit visit) {
    Asked asked = new Asked(NOTHING, NOTHING, plain.manner, null, plain.accept);
    asked.visit = visit;
    return asked;
  }

  /** One that no node hears of. */
  static Asked refused(Refusal refusal) {
    Asked asked = new Asked(NOTHING, NOTHING, Manner.LAST, null, null);
    asked.refusal = refusal;
    return asked;
  }

  byte[] type() {
    return type;
  }

  byte[] packet() {
    return packet;
  }

  Manner manner() {
    return manner;
  }

  String cacheKey() {
    return cacheKey;
  }

  String accept() {
    return accept;
  }

  /** What answers it here; {@code null}: nothing does. */
  Visit visit() {
    return visit;
  }

  /** What answers it; {@code null}: a node. */
  Refusal refusal() {
    return refusal;
  }

  /** No node will answer it. */
  void refuse(Refusal why) {
    refusal = why;
    letGo();
  }

  /** Whether nothing is done about it before it is the first. */
  boolean waitsForTurn() {
    return refusal != null || accept != null || visit != null;
  }

  // Its body

  /** A part has come; false: it is too much to be kept for another node. */
  boolean keep(byte[] part, House house) {
    if (isAnswered) {
      return true;
    }
    if (replay == null) {
      replay = new Replay(house.replays(), house.limits().maxReplayBytes());
    }
    return replay.keep(part);
  }

  /** Whether another node can be told all of it. */
  boolean isKept() {
    return !isAnswered && (replay == null || replay.isWhole());
  }

  /** What is kept of its body. */
  List<byte[]> parts() {
    return replay == null ? List.of() : replay.parts();
  }

  /** No other node will be asked. */
  void letGo() {
    isAnswered = true;
    leave();
    if (visit != null) {
      visit.leave();
    }
    if (replay != null) {
      replay.letGo();
      replay = null;
    }
  }

  /** Nodes are told by an empty part that its body is whole. */
  void endTold() {
    isEndTold = true;
  }

  boolean isEndTold() {
    return isEndTold;
  }

  // Its nodes

  /** A node was told of it. */
  void sent() {
    isSent = true;
  }

  /** That node answers it. */
  void waitsFor(Node told) {
    leave();
    node = told;
    since = told.now();
    told.asks().begin();
  }

  private void leave() {
    if (node != null) {
      node.asks().end();
      node = null;
    }
  }

  /** Its node has begun to answer. */
  void answered() {
    if (node != null) {
      node.asks().answered(node.now() - since);
    }
    letGo();
  }

  /** The node that was told has it no more. */
  void unsent() {
    isSent = false;
    leave();
  }

  boolean isSent() {
    return isSent;
  }

  /** Another node is asked; how often that has been. */
  int hop() {
    return ++hops;
  }
}
