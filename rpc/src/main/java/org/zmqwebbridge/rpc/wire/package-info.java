/**
 * The messages as bytes and values: strict JSON, requests and answers, and the conversion between
 * JSON and Java types. Pure: no I/O, no clock, no log.
 *
 * <p>May import: the JDK and Gson. Threads: everything here is immutable or stays in its caller.
 */
package org.zmqwebbridge.rpc.wire;
