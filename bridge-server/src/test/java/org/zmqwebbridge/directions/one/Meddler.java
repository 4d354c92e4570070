package org.zmqwebbridge.directions.one;

import org.zmqwebbridge.directions.other.Neighbour;

/** Knows of another dialect, which no dialect may. */
record Meddler(Neighbour neighbour) {}
