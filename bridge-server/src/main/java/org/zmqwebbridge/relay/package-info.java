/**
 * The HTTP push relay: publishers and subscribers of channels by plain HTTP, as the Basic HTTP Push
 * Relay Protocol, rev. 2.23, has it, with the flavours of NHPM, hbpush and nchan.
 *
 * <p>May import: edge, auth, gateway, channel, flow, rate, json, observe and its own {@code wire};
 * never another dialect. Threads: the edge's callbacks begin a visit, a hook's answer comes on a
 * worker, and channels deliver on their executor.
 */
package org.zmqwebbridge.relay;
