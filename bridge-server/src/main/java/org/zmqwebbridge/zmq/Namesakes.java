package org.zmqwebbridge.zmq;

import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import zmq.io.Metadata;

/**
 * Notices that a connection speaks by a routing id by which another one has spoken before: its peer
 * has come again, or somebody else has taken its name.
 *
 * <p>Owner thread: the loop's. Keeps the ids of so many that spoke last.
 */
final class Namesakes {
  private final Map<ByteBuffer, Metadata> speakers;
  private Metadata last;

  Namesakes(int most) {
    this.speakers =
        new LinkedHashMap<>(16, 0.75f, true) {
          @Override
          protected boolean removeEldestEntry(Map.Entry<ByteBuffer, Metadata> eldest) {
            return size() > most;
          }
        };
  }

  /**
   * A message has come.
   *
   * @param speaker of its connection; {@code null}: that cannot be told
   */
  @SuppressWarnings("ReferenceEquality") // every connection has metadata of its own
  boolean isAnother(byte[] routingId, Metadata speaker) {
    if (speaker == null || speaker == last) {
      return false;
    }
    last = speaker;
    Metadata before = speakers.put(ByteBuffer.wrap(routingId), speaker);
    return before != null && before != speaker;
  }
}
