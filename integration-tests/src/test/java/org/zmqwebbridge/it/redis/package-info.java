/**
 * Channels in Redis: real servers, sentinels and clusters, started and broken by the tests.
 *
 * <p>May import: all that is tested, and the kit. Owner thread: the tests'.
 */
package org.zmqwebbridge.it.redis;
