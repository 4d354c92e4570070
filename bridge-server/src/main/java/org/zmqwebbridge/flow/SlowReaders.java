package org.zmqwebbridge.flow;

import org.zmqwebbridge.observe.Tally;

/**
 * What becomes of publications that their reader does not take in time, and where that is counted.
 *
 * <p>Immutable.
 *
 * @param policy what a reader loses
 * @param tally counts what is lost
 */
public record SlowReaders(SlowReaderPolicy policy, Tally tally) {}
