/**
 * What crosses HTTP at a location of the push relay, as pure values: places by validators, and what
 * is said of a channel.
 *
 * <p>May import: the JDK only. No I/O, no clock, no log. Threads: any.
 */
package org.zmqwebbridge.relay.wire;
