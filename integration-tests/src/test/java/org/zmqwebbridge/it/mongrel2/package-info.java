/**
 * Servers of Mongrel2 as their handlers and clients see them: real ones of ours, and where that is
 * installed the same conversations with Mongrel2 itself.
 *
 * <p>Threads: each test's own; servers and handlers in Python are processes.
 */
package org.zmqwebbridge.it.mongrel2;
