package org.zmqwebbridge.blastbeat;

import org.zmqwebbridge.http1.AnswerHead;

/**
 * A carrier that brings packets to its client, and neither bytes nor answers: a node that answers
 * the handshake of a client says nothing with that.
 *
 * <p>Owner thread: the loop's.
 */
interface PacketCarrier extends Carrier {
  @Override
  default void open(String accept) {
    // its client comes later
  }

  @Override
  default void welcomeBody() {
    // who brings packets is told by the answer to that
  }

  @Override
  default void head(byte[] raw, AnswerHead head) {
    // no packet
  }

  @Override
  default void bytes(byte[] bytes) {
    // no packet
  }

  @Override
  default void chunk(byte[] bytes) {
    // no packet
  }

  @Override
  default void answered() {
    // nothing was asked
  }

  @Override
  default void flush() {
    // what brings the packets is flushed
  }
}
