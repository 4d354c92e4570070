package org.zmqwebbridge.rpc.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Reads docs/protocol/rpc/messages.json. */
public final class Exchanges {
  /** The file. */
  public static final Path FILE = Path.of("../docs/protocol/rpc/messages.json");

  private static final int LONG_BYTES = 4_000;

  private Exchanges() {}

  /** Its exchanges, or those of a file of the same form. */
  public static Stream<JsonObject> of(Path file) {
    try {
      JsonObject content = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
      return StreamSupport.stream(content.getAsJsonArray("exchanges").spliterator(), false)
          .map(JsonElement::getAsJsonObject);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What an exchange's request is on the wire. */
  public static byte[] request(JsonObject exchange) {
    return exchange.has("requestHex")
        ? HexFormat.of().parseHex(exchange.get("requestHex").getAsString())
        : exchange.get("request").getAsString().getBytes(UTF_8);
  }

  /** All requests, but for what is only long. */
  public static Stream<byte[]> requests() {
    return of(FILE).map(Exchanges::request).filter(request -> request.length < LONG_BYTES);
  }
}
