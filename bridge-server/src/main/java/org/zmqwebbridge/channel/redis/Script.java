package org.zmqwebbridge.channel.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What Redis is asked to do, in one step.
 *
 * <p>Immutable.
 *
 * @param text in Lua
 * @param digest by which Redis knows it
 */
record Script(String text, String digest) {
  /** One that knows the facts of a channel and its log. */
  static Script of(RedisFormat format, String name) {
    return of(resource("common.lua") + resource(format.script()) + resource(name));
  }

  /** One that does not. */
  static Script alone(String name) {
    return of(resource(name));
  }

  private static Script of(String text) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-1").digest(text.getBytes(UTF_8));
      return new Script(text, HexFormat.of().formatHex(digest));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String resource(String name) {
    try (InputStream in = Script.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
