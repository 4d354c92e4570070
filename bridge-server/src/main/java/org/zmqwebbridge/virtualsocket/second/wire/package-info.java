/**
 * The second wire, {@code zwb.2}, pure: frames as sealed records, and the codec between them and
 * the payloads of WebSocket messages. The specification is {@code docs/protocol/PROTOCOL-2.md}.
 *
 * <p>What a page sends is decoded by {@link
 * org.zmqwebbridge.virtualsocket.second.wire.ControlDecoder} (text) and {@link
 * org.zmqwebbridge.virtualsocket.second.wire.DataCodec} (binary), each into a frame or into a
 * {@link org.zmqwebbridge.virtualsocket.second.wire.Fault} that says what is wrong and how it is
 * answered.
 *
 * <p>May import: the JDK, Gson and {@code json}. Threads: none; everything is immutable or local.
 */
package org.zmqwebbridge.virtualsocket.second.wire;
