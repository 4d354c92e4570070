package org.zmqwebbridge.handler;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One message of a server: a request, a message of a WebSocket or a JSON socket, a step of an
 * upload, or the notice that a connection is gone. Immutable.
 *
 * @param sender who the server says it is
 * @param id of the connection, from 1; the same as long as it lasts
 * @param path as the client wrote it, without the query
 * @param headers names in upper case are the server's ({@code METHOD}, {@code QUERY}), those in
 *     lower case the client's; several values where a client repeats one
 * @param body its bytes; of a WebSocket's handshake, the key that the client waits for
 */
@SuppressWarnings("ArrayRecordComponent") // bytes come and go as they are
public record Mongrel2Request(
    Mongrel2Server server,
    byte[] sender,
    long id,
    String path,
    Map<String, List<String>> headers,
    byte[] body) {
  private static final int WORDS = 3;
  private static final int HEXADECIMAL = 16;
  private static final int OPCODE_BITS = 15;

  /** A step of an upload that is put into a file, which is the handler's when it is done. */
  public record Upload(boolean isDone, String file) {}

  /**
   * Reads {@code SENDER ID PATH HEADERS BODY}.
   *
   * @throws IllegalArgumentException if it is not that
   */
  static Mongrel2Request read(Mongrel2Server server, byte[] message) {
    ByteBuffer data = ByteBuffer.wrap(message);
    List<byte[]> words = new ArrayList<>();
    for (int i = 0; i < WORDS; i++) {
      words.add(word(data));
    }
    Map<String, List<String>> headers = headers(Tnetstring.read(data));
    if (!(Tnetstring.read(data) instanceof byte[] body)) {
      throw new IllegalArgumentException("a request's body is a netstring");
    }
    long id = Long.parseLong(new String(words.get(1), UTF_8));
    return new Mongrel2Request(
        server, words.get(0), id, new String(words.get(2), UTF_8), headers, body);
  }

  private static byte[] word(ByteBuffer data) {
    int from = data.position();
    while (data.hasRemaining()) {
      if (data.get() == ' ') {
        byte[] word = new byte[data.position() - 1 - from];
        data.get(from, word);
        return word;
      }
    }
    throw new IllegalArgumentException("a request has three words before its headers");
  }

  private static Map<String, List<String>> headers(Object said) {
    Map<String, List<String>> headers = new LinkedHashMap<>();
    if (said instanceof byte[] json) {
      JsonObject all = JsonParser.parseString(new String(json, UTF_8)).getAsJsonObject();
      all.asMap().forEach((name, value) -> headers.put(name, texts(value)));
    } else if (said instanceof Map<?, ?> map) {
      map.forEach((name, value) -> headers.put(name.toString(), texts(value)));
    } else {
      throw new IllegalArgumentException("a request's headers are JSON or a tnetstring's map");
    }
    return headers;
  }

  private static List<String> texts(JsonElement value) {
    return value.isJsonArray()
        ? value.getAsJsonArray().asList().stream().map(JsonElement::getAsString).toList()
        : List.of(value.getAsString());
  }

  private static List<String> texts(Object value) {
    return value instanceof List<?> list
        ? list.stream().map(String::valueOf).toList()
        : List.of(String.valueOf(value));
  }

  /** The first value of a header; empty if there is none. */
  public String header(String name) {
    List<String> values = headers.getOrDefault(name, List.of());
    return values.isEmpty() ? "" : values.get(0);
  }

  /**
   * {@code GET}, {@code POST} …, {@code WEBSOCKET_HANDSHAKE}, {@code WEBSOCKET}, {@code JSON},
   * {@code XML}; empty in the middle of an upload in parts.
   */
  public String method() {
    return header("METHOD");
  }

  /** The body as UTF-8. */
  public String text() {
    return new String(body, UTF_8);
  }

  /** Whether the connection is gone; nothing is to be answered. */
  public boolean isDisconnect() {
    return path.equals("@*") && !headers.containsKey("DOWNLOAD_CREDITS");
  }

  /** How many bytes more may be sent to the connection, where the server counts them. */
  public Optional<Long> credits() {
    return number("DOWNLOAD_CREDITS");
  }

  /** Of a WebSocket's message: 1 text, 2 binary, 8 close, 9 ping, 10 pong; 0 of all else. */
  public int opcode() {
    return method().equals("WEBSOCKET")
        ? Integer.parseInt(header("FLAGS").substring(2), HEXADECIMAL) & OPCODE_BITS
        : 0;
  }

  /** Of a body that is put into a file. */
  public Optional<Upload> upload() {
    String done = header("x-mongrel2-upload-done");
    String file = done.isEmpty() ? header("x-mongrel2-upload-start") : done;
    return file.isEmpty() ? Optional.empty() : Optional.of(new Upload(!done.isEmpty(), file));
  }

  /** Of a body that comes in parts: how many bytes of it came before this one. */
  public Optional<Long> uploadOffset() {
    return number("UPLOAD_STREAM");
  }

  /** Whether this is the last part of such a body. */
  public boolean isLastPart() {
    return headers.containsKey("UPLOAD_STREAM_DONE");
  }

  /** Whether the client expects the end of the connection after the answer. */
  public boolean closes() {
    String words = String.join(",", headers.getOrDefault("connection", List.of()));
    String lower = words.toLowerCase(Locale.ROOT);
    boolean isOld = header("VERSION").equals("HTTP/1.0") && !lower.contains("keep-alive");
    return isOld || lower.contains("close");
  }

  private Optional<Long> number(String name) {
    return Optional.of(header(name)).filter(text -> !text.isEmpty()).map(Long::valueOf);
  }
}
