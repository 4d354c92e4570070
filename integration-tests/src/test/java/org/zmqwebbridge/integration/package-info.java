/**
 * A real bridge, real ZeroMQ peers in Java and Python, a real browser; and the launcher that people
 * start them with.
 *
 * <p>May import everything. Each test owns what it starts and stops it.
 */
package org.zmqwebbridge.integration;
