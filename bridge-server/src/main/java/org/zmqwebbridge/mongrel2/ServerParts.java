package org.zmqwebbridge.mongrel2;

import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.zmqwebbridge.edge.Ports;
import org.zmqwebbridge.mongrel2.dir.Directories;
import org.zmqwebbridge.observe.Counters;
import org.zmqwebbridge.origin.Origins;
import org.zmqwebbridge.zmq.ZmqLoop;

/**
 * What all servers of one process share.
 *
 * @param files does what may block
 * @param origins asks HTTP servers, from when it is needed
 * @param headMillis how long a head may take
 * @param bodyMillis how long a body may go without a byte
 */
record ServerParts(
    Ports ports,
    ZmqLoop loop,
    Executor files,
    HandlerLimits handlers,
    Directories directories,
    long headMillis,
    long bodyMillis,
    Supplier<Origins> origins,
    ServerLife life,
    InstantSource clock,
    Counters counters) {}
