package org.zmqwebbridge.grip;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.zmqwebbridge.edge.HeaderField;
import org.zmqwebbridge.edge.Query;
import org.zmqwebbridge.edge.ResponseHead;
import org.zmqwebbridge.grip.wire.MalformedGripException;
import org.zmqwebbridge.grip.wire.SocketEvent;
import org.zmqwebbridge.grip.wire.SocketEvents;
import org.zmqwebbridge.json.JsonString;
import org.zmqwebbridge.origin.OriginCall;
import org.zmqwebbridge.origin.OriginListener;
import org.zmqwebbridge.origin.OriginRequest;

/**
 * An origin for those who have none yet, as Pushpin's: {@code /} says hello, {@code /response} and
 * {@code /stream} wait at {@code ?channel=}, and {@code /ws} hears them and says again what it is
 * told.
 *
 * <p>Immutable; any thread.
 */
final class TestOrigin implements OriginPort {
  /** What a header takes as a channel's name, and nothing else. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._:/+@-]{1,200}");

  private static final int OK = 200;
  private static final int NOT_FOUND = 404;

  @Override
  public OriginCall open(Target target, OriginRequest request, OriginListener listener) {
    return new Answered(answer(request), listener);
  }

  private static Answer answer(OriginRequest request) {
    int mark = request.target().indexOf('?');
    String query = mark < 0 ? "" : request.target().substring(mark + 1);
    String asked = mark < 0 ? request.target() : request.target().substring(0, mark);
    String path = asked.length() > 1 && asked.endsWith("/") ? asked.replaceFirst("/$", "") : asked;
    List<String> channels = channels(query);
    boolean socket =
        request.headers().stream()
            .anyMatch(
                field -> field.is("Content-Type") && field.value().equals(SocketEvents.MEDIA_TYPE));
    return switch (path) {
      case "/" -> Answer.text(OK, "Hello from the GRIP test origin!\n");
      case "/response" -> Answer.text(OK, "nothing for now\n").holding("response", channels);
      case "/stream" -> Answer.text(OK, "[stream opened]\n").holding("stream", channels);
      case "/ws" -> socket && request.body() != null ? events(request.body(), channels) : none();
      default -> none();
    };
  }

  private static Answer none() {
    return Answer.text(NOT_FOUND, "no such test resource\n");
  }

  private static List<String> channels(String query) {
    try {
      List<String> named =
          Query.values(query, "channel").stream()
              .map(name -> new String(name, UTF_8))
              .filter(name -> NAME.matcher(name).matches())
              .toList();
      return named.isEmpty() ? List.of("test") : named;
    } catch (IllegalArgumentException none) {
      return List.of("test");
    }
  }

  private static Answer events(byte[] body, List<String> channels) {
    List<SocketEvent> said = new ArrayList<>();
    try {
      for (SocketEvent event : SocketEvents.read(body)) {
        switch (event.type()) {
          case OPEN -> {
            said.add(event);
            channels.forEach(channel -> said.add(subscribing(channel)));
          }
          case TEXT, BINARY -> said.add(new SocketEvent(event.type(), prefixed(event.content())));
          case PING -> said.add(new SocketEvent(SocketEvent.Type.PONG, event.content()));
          case CLOSE -> said.add(event);
          case PONG, DISCONNECT -> {
            // nothing to say
          }
        }
      }
    } catch (MalformedGripException wrong) {
      return Answer.text(400, wrong.getMessage() + "\n");
    }
    List<HeaderField> headers =
        List.of(
            new HeaderField("Content-Type", SocketEvents.MEDIA_TYPE),
            new HeaderField("Sec-WebSocket-Extensions", "grip"));
    return new Answer(new ResponseHead(OK, "OK", headers), SocketEvents.write(said));
  }

  private static SocketEvent subscribing(String channel) {
    String text = "c:{\"type\":\"subscribe\",\"channel\":" + JsonString.quote(channel) + "}";
    return new SocketEvent(SocketEvent.Type.TEXT, text.getBytes(UTF_8));
  }

  private static byte[] prefixed(byte[] content) {
    byte[] all = new byte[2 + content.length];
    all[0] = 'm';
    all[1] = ':';
    System.arraycopy(content, 0, all, 2, content.length);
    return all;
  }

  /** What it says to one request. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Answer(ResponseHead head, byte[] body) {
    static Answer text(int status, String body) {
      return new Answer(ResponseHead.of(status, "text/plain"), body.getBytes(UTF_8));
    }

    Answer holding(String mode, List<String> channels) {
      List<HeaderField> headers = new ArrayList<>(head.headers());
      headers.add(new HeaderField("Grip-Hold", mode));
      for (String channel : channels) {
        headers.add(new HeaderField("Grip-Channel", channel));
      }
      return new Answer(new ResponseHead(head.status(), head.reason(), headers), body);
    }
  }

  /** A request that is answered at once. */
  private record Answered(Answer answer, OriginListener listener) implements OriginCall {
    @Override
    public void begin() {
      listener.onHead(answer.head(), answer.body().length);
      listener.onPart(answer.body());
    }

    @Override
    public void write(byte[] bytes, Runnable onTaken) {
      onTaken.run();
    }

    @Override
    public void endBody(List<HeaderField> trailers) {
      // nobody reads it
    }

    @Override
    public void more() {
      listener.onEnd(List.of());
    }

    @Override
    public void abort() {
      // it has ended
    }
  }
}
