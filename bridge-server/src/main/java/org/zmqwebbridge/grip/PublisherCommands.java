package org.zmqwebbridge.grip;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.zmqwebbridge.grip.wire.MalformedGripException;
import org.zmqwebbridge.grip.wire.PublishItem;
import org.zmqwebbridge.grip.wire.PublishItem.Action;
import org.zmqwebbridge.grip.wire.PublishItem.Kind;
import org.zmqwebbridge.grip.wire.PublishReader;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.tnetstring.MalformedTnetstringException;
import org.zmqwebbridge.tnetstring.TnetstringReader;
import org.zmqwebbridge.tnetstring.TnetstringWriter;
import org.zmqwebbridge.zmq.ZmqEndpoint;

/**
 * Answers commands: {@code get-zmq-uris}, {@code conncheck}, {@code refresh}, {@code publish},
 * {@code recover}. Request and answer are a tnetstring each.
 *
 * <p>Owner thread: none.
 */
final class PublisherCommands {
  private static final String BAD = "bad-request";

  private final GripContext context;
  private final GripZmq zmq;
  private final Connections connections;

  PublisherCommands(GripContext context, GripZmq zmq, Connections connections) {
    this.context = context;
    this.zmq = zmq;
    this.connections = connections;
  }

  /** What a command comes to. */
  private record Outcome(boolean success, Object value, String condition) {
    static CompletionStage<Outcome> done(Object value) {
      return CompletableFuture.completedFuture(new Outcome(true, value, null));
    }

    static CompletionStage<Outcome> failed(String condition, Object value) {
      return CompletableFuture.completedFuture(new Outcome(false, value, condition));
    }

    byte[] write(Object id) {
      Map<String, Object> members = new LinkedHashMap<>();
      if (id != null) {
        members.put("id", id);
      }
      members.put("success", success);
      if (success || value != null) {
        members.put("value", value);
      }
      if (!success) {
        members.put("condition", condition);
      }
      return TnetstringWriter.write(members);
    }
  }

  /** Answers one. */
  CompletionStage<byte[]> answer(byte[] request) {
    Map<?, ?> members = Map.of();
    try {
      if (TnetstringReader.whole(request, 0) instanceof Map<?, ?> read) {
        members = read;
      }
    } catch (MalformedTnetstringException none) {
      // has no method either
    }
    Object id = members.get("id");
    boolean isCommand =
        (id == null || id instanceof byte[]) && members.get("method") instanceof byte[];
    if (!isCommand) {
      context.count(Counter.GRIP_MALFORMED);
      return Outcome.failed(BAD, null).thenApply(outcome -> outcome.write(null));
    }
    Map<?, ?> arguments = members.get("args") instanceof Map<?, ?> given ? given : Map.of();
    String method = new String((byte[]) members.get("method"), UTF_8);
    return outcome(method, arguments).thenApply(outcome -> outcome.write(id));
  }

  private CompletionStage<Outcome> outcome(String method, Map<?, ?> arguments) {
    return switch (method) {
      case "get-zmq-uris" -> Outcome.done(uris());
      case "conncheck" -> check(arguments);
      case "refresh" -> refresh(arguments);
      case "publish" -> publish(arguments);
      case "recover" -> {
        context.audiences().recover();
        yield Outcome.done(null);
      }
      default -> Outcome.failed("method-not-found", null);
    };
  }

  private Map<String, Object> uris() {
    Map<String, Object> uris = new LinkedHashMap<>();
    put(uris, "command", zmq.command());
    put(uris, "publish-sub", zmq.sub());
    put(uris, "publish-pull", zmq.pull());
    return uris;
  }

  private static void put(Map<String, Object> uris, String name, List<ZmqEndpoint> bound) {
    bound.stream().findFirst().ifPresent(address -> uris.put(name, address.address()));
  }

  private CompletionStage<Outcome> check(Map<?, ?> arguments) {
    if (!(arguments.get("ids") instanceof List<?> ids)
        || !ids.stream().allMatch(byte[].class::isInstance)) {
      return Outcome.failed(BAD, null);
    }
    return Outcome.done(
        ids.stream()
            .map(id -> new String((byte[]) id, UTF_8))
            .filter(connections.ids()::contains)
            .toList());
  }

  private CompletionStage<Outcome> refresh(Map<?, ?> arguments) {
    if (arguments.get("cid") instanceof byte[] id) {
      return connections.refresh(new String(id, UTF_8))
          ? Outcome.done(null)
          : Outcome.failed("item-not-found", null);
    }
    if (!(arguments.get("channel") instanceof byte[] channel) || channel.length == 0) {
      return Outcome.failed(BAD, null);
    }
    PublishItem.Message message =
        new PublishItem.Message(Action.REFRESH, Kind.TEXT, new byte[0], 0, "", Optional.empty());
    PublishItem item =
        new PublishItem(
            new String(channel, UTF_8),
            Optional.empty(),
            Optional.empty(),
            true,
            Map.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(message));
    return publish(List.of(item));
  }

  private CompletionStage<Outcome> publish(Map<?, ?> arguments) {
    try {
      return publish(PublishReader.items(arguments));
    } catch (MalformedGripException wrong) {
      context.count(Counter.GRIP_MALFORMED);
      return Outcome.failed(BAD, "Invalid format: " + wrong.getMessage());
    }
  }

  private CompletionStage<Outcome> publish(List<PublishItem> items) {
    return context
        .publishing()
        .publish(items)
        .handle(
            (receivers, failure) ->
                failure == null
                    ? new Outcome(true, null, null)
                    : new Outcome(false, "Not published: try again later.", "general"));
  }
}
