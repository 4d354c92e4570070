package org.zmqwebbridge.it.socketio;

import org.zmqwebbridge.blastbeat.wire.Sid;

/**
 * A message that a node has heard.
 *
 * @param sid {@code null}: it is of no session
 */
record Said(Sid sid, String type, String body) {
  @Override
  public String toString() {
    return type + " " + body;
  }
}
