/**
 * The ledger of channels: many bridges, one Redis, and what goes wrong.
 *
 * <p>May import: all that is tested, the kit, and the tests' Redis. Owner thread: the tests'.
 */
package org.zmqwebbridge.it.relay;
