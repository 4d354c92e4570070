/**
 * {@code ./zwb demo}: composes the demo's services and a bridge in one process.
 *
 * <p>Imports the bridge's embedding API and the demo's services; nobody imports this package.
 * Threads: the main thread starts, a shutdown hook ends.
 */
package org.zmqwebbridge.demo;
