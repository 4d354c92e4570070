/**
 * The bridge from outside: real pages (raw WebSocket clients), real ZeroMQ services (JeroMQ, and
 * libzmq through Python), and an embedded bridge or the program as a process.
 *
 * <p>May import: the public classes of {@code bridge-server}, JeroMQ for the peers. Threads: a test
 * owns its pages and peers; only {@code BackEnd} runs on a thread of its own.
 */
package org.zmqwebbridge.it;
