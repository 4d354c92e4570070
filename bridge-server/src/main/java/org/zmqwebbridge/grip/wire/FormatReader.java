package org.zmqwebbridge.grip.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.List;
import java.util.Optional;
import org.zmqwebbridge.grip.wire.PublishItem.Action;
import org.zmqwebbridge.grip.wire.PublishItem.Kind;

/**
 * Reads the formats of a published item.
 *
 * <p>Pure.
 */
final class FormatReader {
  private static final int OK = 200;
  private static final int LAST_CODE = 999;
  private static final byte[] NOTHING = {};
  private static final String NOT_OF_NAMES = "\"(),/:;<=>?@[\\]{}";

  private FormatReader() {}

  private static Action action(Json format) throws MalformedGripException {
    String word = format.text("action").orElse(Action.SEND.word());
    for (Action action : Action.values()) {
      if (action.word().equals(word)) {
        return action;
      }
    }
    throw new MalformedGripException(
        format.what() + " contains 'action' with unknown value: " + word);
  }

  /** Empty: what is to be done means nothing to a held request. */
  static Optional<PublishItem.Response> response(Json format) throws MalformedGripException {
    Action action = action(format);
    Optional<List<String>> filters = format.texts("content-filters");
    if (action != Action.SEND) {
      OriginResponse none = new OriginResponse(OK, "", List.of(), NOTHING);
      return Optional.of(new PublishItem.Response(action, none, Optional.empty(), filters))
          .filter(said -> action == Action.HINT);
    }
    Optional<byte[]> body = format.either("body-bin", "body");
    Optional<List<?>> patch = body.isPresent() ? Optional.empty() : format.list("body-patch");
    if (body.isEmpty() && patch.isEmpty()) {
      throw new MalformedGripException(
          format.what() + " does not contain 'body', 'body-bin', or 'body-patch'");
    }
    OriginResponse answer =
        new OriginResponse(code(format), reason(format), headers(format), body.orElse(NOTHING));
    return Optional.of(
        new PublishItem.Response(action, answer, patch.map(PublishWriter::json), filters));
  }

  private static int code(Json format) throws MalformedGripException {
    int code = format.number("code", OK);
    if (code < OK || code > LAST_CODE) {
      throw invalid(format, "code");
    }
    return code;
  }

  private static MalformedGripException invalid(Json format, String name) {
    return new MalformedGripException(
        format.what() + " contains '" + name + "' with invalid value");
  }

  private static String reason(Json format) throws MalformedGripException {
    String reason = format.text("reason").orElse("");
    if (hasControl(reason)) {
      throw invalid(format, "reason");
    }
    return reason;
  }

  /** None of them may end its line, or be another than it says. */
  private static List<Header> headers(Json format) throws MalformedGripException {
    List<Header> headers = format.headers("headers");
    for (Header header : headers) {
      boolean isName =
          !header.name().isEmpty()
              && header.name().chars().allMatch(c -> c > ' ' && c < 0x7f)
              && header.name().chars().noneMatch(c -> NOT_OF_NAMES.indexOf(c) >= 0);
      if (!isName || hasControl(header.value())) {
        throw invalid(format, "headers");
      }
    }
    return headers;
  }

  private static boolean hasControl(String text) {
    return text.chars().anyMatch(c -> (c < ' ' && c != '\t') || c == 0x7f);
  }

  /** Empty: what is to be done means nothing to a stream. */
  static Optional<PublishItem.Stream> stream(Json format) throws MalformedGripException {
    Action action = action(format);
    byte[] content = action == Action.SEND ? content(format) : NOTHING;
    return Optional.of(new PublishItem.Stream(action, content, format.texts("content-filters")))
        .filter(said -> action != Action.REFRESH);
  }

  private static byte[] content(Json format) throws MalformedGripException {
    return format
        .either("content-bin", "content")
        .orElseThrow(
            () ->
                new MalformedGripException(
                    format.what() + " does not contain 'content' or 'content-bin'"));
  }

  /** Empty: what is to be done means nothing to a WebSocket. */
  static Optional<PublishItem.Message> message(Json format) throws MalformedGripException {
    Action action = action(format);
    Kind kind = kind(format, format.has("content-bin") ? Kind.BINARY : Kind.TEXT);
    byte[] content = NOTHING;
    if (action == Action.SEND) {
      boolean mayBeEmpty = kind == Kind.PING || kind == Kind.PONG;
      Optional<byte[]> said = format.either("content-bin", "content");
      content = said.isEmpty() && mayBeEmpty ? NOTHING : content(format);
      check(format, kind, content);
    }
    boolean closes = action == Action.CLOSE;
    return Optional.of(
            new PublishItem.Message(
                action,
                kind,
                content,
                closes ? format.number("code", 0) : 0,
                closes ? format.text("reason").orElse("") : "",
                format.texts("content-filters")))
        .filter(said -> action != Action.HINT);
  }

  private static Kind kind(Json format, Kind standard) throws MalformedGripException {
    String word = format.text("type").orElse(standard.word());
    for (Kind kind : Kind.values()) {
      if (kind.word().equals(word)) {
        return kind;
      }
    }
    throw new MalformedGripException(format.what() + " contains 'type' with unknown value");
  }

  /** What is no message of its kind would end the WebSocket of everyone who gets it. */
  private static void check(Json format, Kind kind, byte[] content) throws MalformedGripException {
    boolean isControl = kind == Kind.PING || kind == Kind.PONG;
    if (isControl && content.length > PublishItem.MAX_CONTROL_BYTES) {
      throw new MalformedGripException(
          format.what()
              + " contains 'content' of more than "
              + PublishItem.MAX_CONTROL_BYTES
              + " bytes, which no "
              + kind.word()
              + " has");
    }
    if (kind == Kind.TEXT && !isText(content)) {
      throw new MalformedGripException(
          format.what() + " contains 'content' that is no UTF-8: its type is binary");
    }
  }

  static boolean isText(byte[] bytes) {
    try {
      Object unused = UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (CharacterCodingException none) {
      return false;
    }
  }
}
