/**
 * What {@code zwb serve} logs with: a backend of SLF4J that writes a line of text or of JSON. Only
 * programs of this repository choose it; an application with the bridge inside it has a log of its
 * own.
 *
 * <p>May import: {@code observe}. Threads: none of its own.
 */
package org.zmqwebbridge.log;
