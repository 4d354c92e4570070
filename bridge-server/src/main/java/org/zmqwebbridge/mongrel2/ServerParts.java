package org.zmqwebbridge.mongrel2;

import java.time.InstantSource;
import java.util.concurrent.Executor;
import org.zmqwebbridge.edge.Ports;
import org.zmqwebbridge.observe.Counters;
import org.zmqwebbridge.zmq.ZmqLoop;

/**
 * What all servers of one process share.
 *
 * @param files does what may block
 * @param headMillis how long a head may take
 * @param bodyMillis how long a body may go without a byte
 */
record ServerParts(
    Ports ports,
    ZmqLoop loop,
    Executor files,
    HandlerLimits handlers,
    long headMillis,
    long bodyMillis,
    InstantSource clock,
    Counters counters) {}
