package org.zmqwebbridge.channel;

/**
 * What is published.
 *
 * <p>Immutable.
 *
 * @param contentType of its body, as its publisher says; empty: it does not
 * @param event what kind of event it is, for clients that tell them apart; empty: none
 * @param formats the same in further formats, as a dialect writes them that has several for one
 *     publication; empty: the body is all
 * @param body not to be changed any more; where there are formats and it is empty, there is nothing
 *     for those who know none
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Item(String contentType, String event, String formats, byte[] body) {
  public Item {
    contentType = contentType.intern(); // few differ, and many are kept
  }

  /** One without further formats. */
  public Item(String contentType, String event, byte[] body) {
    this(contentType, event, "", body);
  }
}
