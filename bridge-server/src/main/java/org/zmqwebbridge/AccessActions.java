package org.zmqwebbridge;

import com.google.common.base.Splitter;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.zmqwebbridge.admin.ManagementAnswer;
import org.zmqwebbridge.auth.Grant;
import org.zmqwebbridge.auth.Leases;
import org.zmqwebbridge.auth.Topics;
import org.zmqwebbridge.auth.credential.Tickets;

/**
 * What an operator, or the server behind a page, does about access over the management listener.
 *
 * <p>Owner thread: the listener's workers; nothing here blocks.
 */
final class AccessActions {
  private static final int OK = 200;
  private static final int BAD_REQUEST = 400;
  private static final long MAX_SECONDS = 31_536_000;

  private AccessActions() {}

  /** {@code POST /revoke}: ends all that {@code principal} may. */
  static CompletionStage<ManagementAnswer> revoke(Leases leases, Map<String, String> fields) {
    return answer(
        fields,
        Set.of("principal"),
        given -> {
          String principal = principal(given).principal().orElseThrow();
          return "{\"ended\":" + leases.revoke(principal) + "}";
        });
  }

  /**
   * {@code POST /tickets}: a ticket for {@code principal}, whose grant ends {@code expiresIn}
   * seconds from now and is for {@code topics}, words with blanks between them.
   */
  static CompletionStage<ManagementAnswer> ticket(
      Tickets tickets, InstantSource clock, Map<String, String> fields) {
    return answer(
        fields,
        Set.of("principal", "expiresIn", "topics"),
        given -> "{\"ticket\":\"" + tickets.issue(grant(given, clock.instant())) + "\"}");
  }

  private static Grant grant(Map<String, String> fields, Instant now) {
    Grant grant = principal(fields);
    if (fields.containsKey("expiresIn")) {
      grant = grant.until(now.plusSeconds(seconds(fields.get("expiresIn"))));
    }
    if (fields.containsKey("topics")) {
      List<String> topics = Splitter.on(' ').omitEmptyStrings().splitToList(fields.get("topics"));
      grant = grant.topics(Topics.of(topics)); // "" is no topic, not every one
    }
    return grant;
  }

  private static Grant principal(Map<String, String> fields) {
    return Grant.to(fields.getOrDefault("principal", ""));
  }

  private static long seconds(String text) {
    if (text.matches("[0-9]{1,9}")) {
      long seconds = Long.parseLong(text);
      if (seconds >= 1 && seconds <= MAX_SECONDS) {
        return seconds;
      }
    }
    throw new IllegalArgumentException("expiresIn is a number of seconds, up to " + MAX_SECONDS);
  }

  private static CompletionStage<ManagementAnswer> answer(
      Map<String, String> fields, Set<String> known, Function<Map<String, String>, String> action) {
    return CompletableFuture.completedFuture(checked(fields, known, action));
  }

  private static ManagementAnswer checked(
      Map<String, String> fields, Set<String> known, Function<Map<String, String>, String> action) {
    if (!known.containsAll(fields.keySet())) {
      return ManagementAnswer.text(BAD_REQUEST, "The fields here are " + known + ".");
    }
    try {
      return ManagementAnswer.json(OK, action.apply(fields));
    } catch (IllegalArgumentException wrong) {
      return ManagementAnswer.text(BAD_REQUEST, wrong.getMessage());
    }
  }
}
