package org.zmqwebbridge.rpc;

import java.util.ArrayList;
import java.util.List;

/**
 * A message as a ROUTER sees it, taken apart: what brings the answer back, and what was said.
 *
 * @param route the peer's routing id and every frame up to the empty delimiter, untouched; a peer
 *     that sends no delimiter has only its routing id here
 * @param body the frames after it
 */
record Envelope(List<byte[]> route, List<byte[]> body) {

  static Envelope of(List<byte[]> frames) {
    int bodyStart = 1;
    for (int i = 1; i < frames.size(); i++) {
      if (frames.get(i).length == 0) {
        bodyStart = i + 1;
        break;
      }
    }
    return new Envelope(
        List.copyOf(frames.subList(0, bodyStart)),
        List.copyOf(frames.subList(bodyStart, frames.size())));
  }

  List<byte[]> with(byte[] answer) {
    List<byte[]> message = new ArrayList<>(route);
    message.add(answer);
    return message;
  }
}
