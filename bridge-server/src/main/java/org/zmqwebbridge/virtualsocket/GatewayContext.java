package org.zmqwebbridge.virtualsocket;

import java.security.SecureRandom;
import org.zmqwebbridge.observe.Counters;
import org.zmqwebbridge.zmq.HostResolver;
import org.zmqwebbridge.zmq.ZmqLoop;

/**
 * What every gateway needs.
 *
 * @param loop the thread that owns the gateways
 * @param random the source of routes, reply addresses and secrets
 */
record GatewayContext(
    ZmqLoop loop,
    HostResolver resolver,
    VirtualSocketLimits limits,
    Counters counters,
    SecureRandom random) {}
