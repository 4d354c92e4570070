package org.zmqwebbridge.virtualsocket.second.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Locale;
import org.zmqwebbridge.json.JsonString;

/** What the bridge says in a text message. */
public sealed interface ServerControl {
  /** The message as JSON. */
  String json();

  /** The payload of the message, in UTF-8. */
  default byte[] encode() {
    return json().getBytes(UTF_8);
  }

  /**
   * {@code welcome}, before anything else.
   *
   * @param connection what the operator's log calls this connection
   * @param extensions what this bridge can do beyond the specification
   */
  record Welcome(long connection, long heartbeatMillis, List<String> extensions, WireLimits limits)
      implements ServerControl {
    @Override
    public String json() {
      return JsonMembers.op("welcome")
          .put("connection", connection)
          .put("heartbeatMillis", heartbeatMillis)
          .array("extensions", extensions.stream().map(JsonString::quote).toList())
          .raw("limits", limits.json())
          .json();
    }
  }

  /** {@code beat}: nothing else was to be said for a heartbeat's time. */
  record Beat() implements ServerControl {
    @Override
    public String json() {
      return JsonMembers.op("beat").json();
    }
  }

  /** {@code pong}, to a ping. */
  record Pong(long id) implements ServerControl {
    @Override
    public String json() {
      return JsonMembers.op("pong").put("id", id).json();
    }
  }

  /**
   * {@code authorized}: the credentials are good.
   *
   * @param expires in seconds since 1970; {@link #NEVER} if they do not expire
   */
  record Authorized(long expires) implements ServerControl {
    public static final long NEVER = -1;

    @Override
    public String json() {
      return JsonMembers.op("authorized").putIf(expires != NEVER, "expires", expires).json();
    }
  }

  /**
   * {@code expiring}: what was granted ends soon.
   *
   * @param expires in seconds since 1970
   */
  record Expiring(long expires) implements ServerControl {
    @Override
    public String json() {
      return JsonMembers.op("expiring").put("expires", expires).json();
    }
  }

  /**
   * {@code opened}.
   *
   * @param credit messages that the page may send
   * @param maxMessageBytes of a message on this channel
   * @param reclaim the secret to have the identity back, or {@code null}
   * @param epoch of which the endpoint's offsets are, or {@code null}
   */
  record Opened(long channel, long credit, int maxMessageBytes, String reclaim, String epoch)
      implements ServerControl {
    @Override
    public String json() {
      return JsonMembers.op("opened")
          .put("channel", channel)
          .put("credit", credit)
          .put("maxMessageBytes", maxMessageBytes)
          .put("reclaim", reclaim)
          .put("epoch", epoch)
          .json();
    }
  }

  /**
   * {@code refused}.
   *
   * @param text what people read
   * @param connection what the operator's log calls this connection
   */
  record Refused(long channel, WireError error, String text, long connection)
      implements ServerControl {
    @Override
    public String json() {
      return JsonMembers.op("refused")
          .put("channel", channel)
          .put("code", error.code())
          .put("text", text)
          .put("connection", connection)
          .json();
    }
  }

  /**
   * {@code closed}: the last that is heard of a socket.
   *
   * @param text what people read
   */
  record Closed(long channel, WireError error, String text) implements ServerControl {
    @Override
    public String json() {
      return JsonMembers.op("closed")
          .put("channel", channel)
          .put("code", error.code())
          .put("text", text)
          .json();
    }
  }

  /**
   * {@code failed}: the outcome of a request that gets no reply.
   *
   * @param text what people read
   */
  record Failed(long channel, long id, WireError error, String text) implements ServerControl {
    @Override
    public String json() {
      return JsonMembers.op("failed")
          .put("channel", channel)
          .put("id", id)
          .put("code", error.code())
          .put("text", text)
          .json();
    }
  }

  /** {@code cancel}: anyone who asked this page is not waiting any more. */
  record Cancel(long channel, long id) implements ServerControl {
    @Override
    public String json() {
      return JsonMembers.op("cancel").put("channel", channel).put("id", id).json();
    }
  }

  /** {@code credit}: the page may send so many messages more. */
  record Credit(long channel, long messages) implements ServerControl {
    @Override
    public String json() {
      return JsonMembers.op("credit").put("channel", channel).put("messages", messages).json();
    }
  }

  private static String ofTopics(String op, long channel, List<byte[]> topics) {
    return JsonMembers.op(op)
        .put("channel", channel)
        .array("topics", topics.stream().map(Topic::json).toList())
        .json();
  }

  /** {@code subscribed}: these of the topics that were asked for hold. */
  record Subscribed(long channel, List<byte[]> topics) implements ServerControl {
    @Override
    public String json() {
      return ofTopics("subscribed", channel, topics);
    }
  }

  /** {@code heard}: the service has heard that these are subscribed. */
  record Heard(long channel, List<byte[]> topics) implements ServerControl {
    @Override
    public String json() {
      return ofTopics("heard", channel, topics);
    }
  }

  /**
   * {@code gap}: what lies between is lost.
   *
   * @param after the offset of the last message that the page has; {@link #NOTHING} if that is of
   *     another epoch
   * @param from the offset of the next one
   */
  record Gap(long channel, long after, long from) implements ServerControl {
    public static final long NOTHING = -1;

    @Override
    public String json() {
      return JsonMembers.op("gap")
          .put("channel", channel)
          .putIf(after != NOTHING, "after", after)
          .put("from", from)
          .json();
    }
  }

  /** {@code dropped}: so many messages do not come, and why. */
  record Dropped(long channel, long messages, WireError error) implements ServerControl {
    @Override
    public String json() {
      return JsonMembers.op("dropped")
          .put("channel", channel)
          .put("messages", messages)
          .put("code", error.code())
          .json();
    }
  }

  /**
   * {@code notice}.
   *
   * @param channel which socket's; {@link #ALL}: it concerns the connection
   */
  record Told(long channel, Notice notice) implements ServerControl {
    public static final long ALL = 0;

    @Override
    public String json() {
      return JsonMembers.op("notice")
          .putIf(channel != ALL, "channel", channel)
          .put("notice", notice.name().toLowerCase(Locale.ROOT))
          .json();
    }
  }

  /** What a page that asked for notices should know. */
  enum Notice {
    SERVICE_ABSENT,
    SERVICE_PRESENT,
    STOPPING
  }

  /**
   * {@code error}: a frame was wrong, and everything else goes on.
   *
   * @param channel what it concerned; 0 if that is not known
   * @param id the request that it concerned; {@link Fault#NO_ID} if there is none
   * @param text what people read
   */
  record Wrong(long channel, long id, WireError error, String text) implements ServerControl {
    @Override
    public String json() {
      return JsonMembers.op("error")
          .putIf(channel != 0, "channel", channel)
          .putIf(id != Fault.NO_ID, "id", id)
          .put("code", error.code())
          .put("text", text)
          .json();
    }
  }
}
