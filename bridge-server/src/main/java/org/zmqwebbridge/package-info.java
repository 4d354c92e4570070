/**
 * The composition root: {@link org.zmqwebbridge.Bridge} is built, started and closed; nothing else
 * imports this package.
 *
 * <p>May import: everything of ours. Threads: makes the pools that other packages are handed.
 */
package org.zmqwebbridge;
