/**
 * The programs that docs/rpc shows; what stands between {@code docs:begin} and {@code docs:end} is
 * in a page, word for word. May import: the public API only. Threads: main.
 */
package org.zmqwebbridge.rpc.examples;
