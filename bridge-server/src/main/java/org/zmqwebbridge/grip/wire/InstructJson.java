package org.zmqwebbridge.grip.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.zmqwebbridge.json.MalformedTextException;
import org.zmqwebbridge.json.StrictJson;

/** Reads a body of {@code application/grip-instruct}; all other headers with it are dropped. */
final class InstructJson {
  static final String MEDIA_TYPE = "application/grip-instruct";
  private static final int OK = 200;

  private InstructJson() {}

  static Instruct read(OriginResponse said) throws MalformedGripException {
    if (said.code() != OK) {
      throw new MalformedGripException("an instruct has the status 200, not " + said.code());
    }
    try {
      return read(new Json(StrictJson.object(new String(said.body(), UTF_8)), "instruct"));
    } catch (MalformedTextException none) {
      throw new MalformedGripException("an instruct is a JSON object: " + none.getMessage());
    }
  }

  private static Instruct read(Json instruct) throws MalformedGripException {
    Json none = new Json(Map.of(), "");
    Optional<Json> hold = instruct.object("hold");
    Json said = hold.orElse(none);
    HoldMode mode = hold.isEmpty() ? HoldMode.NONE : mode(said.text("mode").orElse("response"));
    return new Instruct(
        mode,
        channels(said),
        said.number("timeout", Instruct.STANDARD_TIMEOUT_SECONDS),
        keepAlive(said),
        said.words("meta"),
        Optional.empty(),
        Optional.empty(),
        response(instruct.object("response").orElse(none)));
  }

  private static HoldMode mode(String word) throws MalformedGripException {
    return switch (word) {
      case "response" -> HoldMode.RESPONSE;
      case "stream" -> HoldMode.STREAM;
      default -> throw new MalformedGripException("hold.mode is response or stream, not " + word);
    };
  }

  private static List<ChannelRef> channels(Json hold) throws MalformedGripException {
    List<ChannelRef> channels = new ArrayList<>();
    for (Object one : hold.list("channels").orElse(List.of())) {
      if (!(one instanceof Map<?, ?> object)) {
        throw hold.wrong("channels");
      }
      Json channel = new Json(object, "channel");
      String name = channel.text("name").orElseThrow(() -> channel.lacks("name"));
      channels.add(
          new ChannelRef(
              name, channel.text("prev-id"), channel.texts("filters").orElse(List.of())));
    }
    return channels;
  }

  private static Optional<KeepAlive> keepAlive(Json hold) throws MalformedGripException {
    Optional<Json> said = hold.object("keep-alive");
    if (said.isEmpty()) {
      return Optional.empty();
    }
    Optional<byte[]> data = said.get().binary("content-bin");
    if (data.isEmpty()) {
      data = said.get().bytes("content");
    }
    return Optional.of(
        new KeepAlive(
            data.orElse(new byte[0]),
            said.get().number("timeout", KeepAlive.STANDARD_SECONDS),
            said.get().text("mode").orElse("idle").equals("interval")));
  }

  private static OriginResponse response(Json said) throws MalformedGripException {
    Optional<byte[]> body = said.binary("body-bin");
    if (body.isEmpty()) {
      body = said.bytes("body");
    }
    return new OriginResponse(
        said.number("code", OK),
        said.text("reason").orElse(""),
        said.headers("headers"),
        body.orElse(new byte[0]));
  }
}
