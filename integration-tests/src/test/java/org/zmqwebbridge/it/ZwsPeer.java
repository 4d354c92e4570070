package org.zmqwebbridge.it;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;

/**
 * A ZWS client that knows only WebSocket messages: each is written as the test writes it, right or
 * wrong. Bytes are texts of ISO 8859-1.
 *
 * <p>Owner thread: the test's.
 */
final class ZwsPeer implements AutoCloseable {
  static final String NO_MECHANISM = "ZWS2.0";

  private final RawPage page;

  private ZwsPeer(RawPage page) {
    this.page = page;
  }

  /** One that has got through the HTTP handshake. */
  static ZwsPeer open(TestBridge bridge, String path, String subprotocol) {
    return open(upgrade(bridge, path, subprotocol));
  }

  /** The same, with this handshake. */
  static ZwsPeer open(Upgrade upgrade) {
    return new ZwsPeer(RawPage.open(upgrade));
  }

  /** Its handshake, to be varied. */
  static Upgrade upgrade(TestBridge bridge, String path, String subprotocol) {
    return bridge.upgrade().target(path).with("Sec-WebSocket-Protocol: " + subprotocol);
  }

  /** One that has exchanged routing ids, both empty. */
  static ZwsPeer greeted(TestBridge bridge, String path) {
    return greeted(upgrade(bridge, path, NO_MECHANISM));
  }

  /** The same, with this handshake. */
  static ZwsPeer greeted(Upgrade upgrade) {
    ZwsPeer peer = open(upgrade);
    peer.expect("\0").say("\0");
    return peer;
  }

  /** One that has said by the mechanism NULL that it is of this type. */
  static ZwsPeer ofType(TestBridge bridge, String path, String type) {
    ZwsPeer peer = open(bridge, path, "ZWS2.0/NULL");
    assertTrue(peer.next().startsWith("\2\5READY\13Socket-Type"));
    return peer.say(ready("READY", type));
  }

  /** A command with a type of socket. */
  static String ready(String name, String type) {
    return "\2" + (char) name.length() + name + property("Socket-Type", type);
  }

  static String property(String name, String value) {
    return (char) name.length() + name + size(value.length()) + value;
  }

  private static String size(int bytes) {
    return new String(ByteBuffer.allocate(4).putInt(bytes).array(), ISO_8859_1);
  }

  /** Sends one binary message. */
  ZwsPeer say(String payload) {
    page.frame(RawPage.BINARY, true, payload.getBytes(ISO_8859_1));
    return this;
  }

  /** The next message. */
  String next() {
    RawPage.Message message = page.nextMessage();
    assertTrue(message.binary());
    return new String(message.payload(), ISO_8859_1);
  }

  ZwsPeer expect(String payload) {
    assertEquals(payload, next());
    return this;
  }

  /** The bridge closes with this code; nothing came before. */
  void expectClose(int code) {
    assertEquals(code, page.closeCode());
  }

  /** The same, and its reason begins with the name of the rule. */
  void expectClose(int code, String rule) {
    String close = page.closeCodeAndReason();
    assertTrue(close.startsWith(code + ": " + rule + ": "), close);
  }

  RawPage page() {
    return page;
  }

  @Override
  public void close() {
    page.close();
  }
}
