/**
 * What crosses a door that is no raw message: pure.
 *
 * <p>May import: the JDK and json.
 */
package org.zmqwebbridge.door.wire;
