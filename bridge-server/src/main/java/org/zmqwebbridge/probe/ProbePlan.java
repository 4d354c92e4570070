package org.zmqwebbridge.probe;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What is to be done.
 *
 * @param message one message, part by part; empty: each line that is read is one
 * @param text how messages are printed, and lines read
 * @param most how many messages, at most
 * @param patience how long a reply, or a peer that takes a message, is waited for
 * @param hearing how long a SUB waits for each message; empty: for ever
 * @param every how long after one message the next one is sent; empty: at once, and the message of
 *     the plan once only
 */
record ProbePlan(
    Role role,
    List<byte[]> message,
    MessageText text,
    long most,
    Duration patience,
    Optional<Duration> hearing,
    Optional<Duration> every) {}
