/**
 * The original wire, pure: frames as values, and the codec between them and UTF-8 JSON. The
 * specification is {@code docs/protocol/PROTOCOL.md}, section 1.
 *
 * <p>May import: the JDK and Gson. Threads: none; everything is immutable or local.
 */
package org.zmqwebbridge.virtualsocket.wire;
