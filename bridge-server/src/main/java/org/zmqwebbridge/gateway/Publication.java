package org.zmqwebbridge.gateway;

/**
 * A publication on its way to subscribers.
 *
 * @param offset how many its endpoint had received with it
 * @param topic its first part
 * @param bytes of all its parts
 * @param prepared what each encoder has made of it, by its number
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Publication(long offset, byte[] topic, long bytes, Object[] prepared) {
  static long bytes(Iterable<byte[]> parts) {
    long bytes = 0;
    for (byte[] part : parts) {
      bytes += part.length;
    }
    return bytes;
  }
}
