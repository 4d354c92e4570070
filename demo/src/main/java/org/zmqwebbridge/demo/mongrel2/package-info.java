/**
 * {@code ./zwb demo --mongrel2}: a server of Mongrel2's kind, and handlers in Java and Python
 * behind it, all of which end with it.
 *
 * <p>Imports the bridge's embedding API, the handler library and the demo's outlets. Threads: each
 * handler in Java has one of its own, which its outlet gives it.
 */
package org.zmqwebbridge.demo.mongrel2;
