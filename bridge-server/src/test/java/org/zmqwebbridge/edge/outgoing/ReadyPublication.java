package org.zmqwebbridge.edge.outgoing;

import org.zmqwebbridge.edge.EncodedPublication;

/** One whose bytes are the same for every receiver. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record ReadyPublication(byte[] all) implements EncodedPublication {
  @Override
  public int length(byte[] label) {
    return all.length;
  }

  @Override
  public byte[] bytes(byte[] label) {
    return all;
  }
}
