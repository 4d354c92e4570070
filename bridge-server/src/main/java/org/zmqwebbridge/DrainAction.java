package org.zmqwebbridge;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zmqwebbridge.admin.ManagementAnswer;

/**
 * {@code POST /drain}, which takes the bridge out of its load balancer, and what is left then.
 *
 * <p>Owner thread: the listener's workers; nothing here blocks.
 */
record DrainAction(Drain drain) {
  private static final Logger log = LoggerFactory.getLogger(DrainAction.class);
  private static final int OK = 200;
  private static final int BAD_REQUEST = 400;
  private static final String DRAINING = "draining";
  private static final String CLOSE = "closeSeconds";
  private static final String SECONDS = "[1-9][0-9]{0,3}";

  /** What clients still have here, and whether they are being ended. */
  Map<String, Object> members() {
    Drain.Left left = drain.left();
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("closing", drain.isClosing());
    members.put("websockets", left.webSockets());
    members.put("streams", left.streams());
    members.put("requests", left.requests());
    members.put("clients", left.clients());
    return members;
  }

  /** It says that it is not ready, ends who is here where that is wanted, or goes on. */
  CompletionStage<ManagementAnswer> act(Map<String, String> fields) {
    String draining = fields.getOrDefault(DRAINING, "true");
    String seconds = fields.getOrDefault(CLOSE, "");
    boolean wanted = draining.equals("true");
    boolean isMeant = wanted || (draining.equals("false") && seconds.isEmpty());
    if (!isMeant
        || !Set.of(DRAINING, CLOSE).containsAll(fields.keySet())
        || !(seconds.isEmpty() || seconds.matches(SECONDS))) {
      return CompletableFuture.completedFuture(
          ManagementAnswer.text(
              BAD_REQUEST,
              "Fields are draining, true or false, and with true closeSeconds, 1 to 9999."));
    }
    if (!wanted) {
      drain.end();
      log.info("not draining any more, as an operator wants it");
    } else if (seconds.isEmpty()) {
      drain.begin();
      log.info("draining, as an operator wants it");
    } else {
      drain.close(Integer.parseInt(seconds));
      log.info("draining, and closing connections over {} s, as an operator wants it", seconds);
    }
    Map<String, Object> members = new LinkedHashMap<>();
    members.put(DRAINING, wanted);
    members.put("left", members());
    return CompletableFuture.completedFuture(ManagementAnswer.json(OK, members));
  }
}
