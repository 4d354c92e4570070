package org.zmqwebbridge.mongrel2;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import org.zmqwebbridge.mongrel2.routing.Route;
import org.zmqwebbridge.mongrel2.wire.HeaderBlock;
import org.zmqwebbridge.observe.Counter;

/**
 * A message of a JSON or XML socket: text that begins with {@code @} or {@code <}, and ends with a
 * NUL.
 *
 * <p>Owner thread: the one that reads. Lifetime: one message.
 */
final class TextInput implements Input {
  private static final Pattern JSON = Pattern.compile("(@[^ ?\\x00]*) (\\{.*})", Pattern.DOTALL);
  private static final Pattern XML = Pattern.compile("(<[^ />?]+)[ />].*>", Pattern.DOTALL);
  private static final Pattern PING = Pattern.compile("\\{\"type\": *\"ping\"}");
  private static final Pattern POLICY =
      Pattern.compile("<policy-file-request[/ >].*", Pattern.DOTALL);
  private static final byte[] ALLOW_ALL =
      ("<?xml version=\"1.0\"?><cross-domain-policy><site-control"
              + " permitted-cross-domain-policies=\"all\"/><allow-access-from domain=\"*\""
              + " to-ports=\"*\"/></cross-domain-policy>\0")
          .getBytes(US_ASCII);

  private final Client client;
  private final Server server;
  private final int maxBytes;
  private final ByteArrayOutputStream text = new ByteArrayOutputStream(64);

  TextInput(Client client, Server server) {
    this.client = client;
    this.server = server;
    this.maxBytes = Math.max(server.limits().contentBytes(), server.limits().bufferBytes());
    client.activity().awaitsBody(true);
  }

  @Override
  public void read(ByteBuffer bytes) {
    byte[] array = bytes.array();
    int begin = bytes.arrayOffset() + bytes.position();
    int limit = begin + bytes.remaining();
    int end = begin;
    while (end < limit && array[end] != 0) {
      end++;
    }
    if (text.size() + end - begin > maxBytes) {
      fail();
      return;
    }
    text.write(array, begin, end - begin);
    boolean isWhole = end < limit;
    bytes.position(bytes.position() + end - begin + (isWhole ? 1 : 0));
    if (isWhole) {
      client.activity().awaitsBody(false);
      client.awaitRequest();
      hear(text.toString(ISO_8859_1));
    }
  }

  private void fail() {
    server.counters().increment(Counter.MONGREL2_MALFORMED);
    client.hangUp();
  }

  private void hear(String said) {
    var json = JSON.matcher(said);
    var xml = XML.matcher(said);
    if (json.matches()) {
      if (PING.matcher(json.group(2)).matches()) {
        client.activity().ping(System.nanoTime());
      } else {
        tell("JSON", json.group(1), json.group(2));
      }
    } else if (POLICY.matcher(said).matches()) {
      client.connection().send(Arrays.copyOf(ALLOW_ALL, ALLOW_ALL.length));
      client.hangUp();
    } else if (xml.matches()) {
      tell("XML", xml.group(1), said);
    } else {
      fail();
    }
  }

  private void tell(String method, String path, String body) {
    Optional<Route<Target>> route = server.sites().hosts().defaultHost().routes().find(path);
    if (route.isPresent() && route.get().target() instanceof HandlerTarget target) {
      HandlerPair handlers = target.handlers();
      client.textMode(!handlers.spec().rawPayload());
      client.socketMode(true);
      HeaderBlock headers =
          handlers.headers().add("PATH", path).add("x-forwarded-for", client.address());
      headers.add("METHOD", method);
      RequestHeaders.server(headers, client, route.get().pattern());
      client.tell(handlers, path, headers, body.getBytes(ISO_8859_1));
    } else {
      fail();
    }
  }
}
