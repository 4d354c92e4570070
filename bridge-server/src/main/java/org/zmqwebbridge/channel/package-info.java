/**
 * Channels: names under which messages are published to subscribers of any kind, and what remembers
 * them. What each kind of client is written is its dialect's.
 *
 * <p>May import: edge, flow and observe; never zmq, never a dialect. Threads: anybody publishes;
 * deliveries run on the executor of {@link org.zmqwebbridge.channel.Channels}, one after the other
 * for each channel; a store answers on whichever thread it likes.
 */
package org.zmqwebbridge.channel;
