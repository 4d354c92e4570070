package org.zmqwebbridge.blastbeat.wire;

import java.util.List;

/**
 * One message of a node's: {@code SID, TYPE, BODY}.
 *
 * <p>Immutable.
 *
 * @param sid the session that it names; {@code null} with {@link NodeMessage.Pong}, which names
 *     none
 */
public record FromNode(Sid sid, NodeMessage message) {
  private static final int FRAMES = 3;

  /**
   * Reads one.
   *
   * @param frames those after the routing id
   * @throws MalformedNodeMessageException if it is none
   */
  public static FromNode read(List<byte[]> frames) throws MalformedNodeMessageException {
    if (frames.size() != FRAMES) {
      throw new MalformedNodeMessageException(
          Fault.FRAMES, "it has " + frames.size() + " frames, not " + FRAMES, null);
    }
    Sid sid = Sid.of(frames.get(0));
    NodeMessageReader reader = new NodeMessageReader(sid, frames.get(1), frames.get(2));
    if (reader.isPong()) {
      return new FromNode(null, new NodeMessage.Pong());
    }
    if (sid == null) {
      throw new MalformedNodeMessageException(
          Fault.SID,
          "its first frame has " + frames.get(0).length + " bytes, not " + Sid.BYTES,
          null);
    }
    return new FromNode(sid, reader.read());
  }
}
