package org.zmqwebbridge.channel;

/**
 * What is published.
 *
 * <p>Immutable.
 *
 * @param contentType of its body, as its publisher says; empty: it does not
 * @param event what kind of event it is, for clients that tell them apart; empty: none
 * @param body not to be changed any more
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Item(String contentType, String event, byte[] body) {
  public Item {
    contentType = contentType.intern(); // few differ, and many are kept
  }
}
