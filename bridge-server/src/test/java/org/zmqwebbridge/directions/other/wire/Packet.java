package org.zmqwebbridge.directions.other.wire;

/** What crosses a line. */
public interface Packet {}
