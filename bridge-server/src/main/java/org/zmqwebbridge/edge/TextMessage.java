package org.zmqwebbridge.edge;

/**
 * One outgoing text message in two pieces of UTF-8, so that what many receivers share is encoded
 * once.
 *
 * <p>Neither array may change after construction.
 *
 * @param head this receiver's own beginning
 * @param tail the rest, possibly shared with other receivers
 * @param droppable whether a slow reader may lose it (a publication) or not (a reply)
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; copying would defeat the sharing
public record TextMessage(byte[] head, byte[] tail, boolean droppable) {

  /** The length of the payload in bytes. */
  public int length() {
    return head.length + tail.length;
  }
}
