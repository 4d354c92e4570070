package org.zmqwebbridge.directions.one.wire;

import org.zmqwebbridge.directions.other.wire.Packet;

/** Knows of another wire, which no wire may. */
class Frame {
  Packet packet() {
    return null;
  }
}
