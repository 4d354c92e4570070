package org.zmqwebbridge.directions.other;

/** A dialect that minds its own business. */
public interface Neighbour {}
