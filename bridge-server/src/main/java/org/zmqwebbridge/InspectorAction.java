package org.zmqwebbridge;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.zmqwebbridge.admin.ManagementAnswer;
import org.zmqwebbridge.gateway.Inspector;

/**
 * {@code GET /inspector}: what some requests and their replies said, where the configuration
 * permits it.
 *
 * <p>Owner thread: the listener's workers; nothing here blocks.
 */
final class InspectorAction {
  private static final int OK = 200;

  private InspectorAction() {}

  /** The latest first. */
  static ManagementAnswer read(Inspector inspector, Map<String, String> fields) {
    PageOfList page = PageOfList.of(fields);
    List<Inspector.Exchange> all = new ArrayList<>(inspector.look());
    Collections.reverse(all);
    List<Inspector.Exchange> found =
        all.stream()
            .filter(
                one ->
                    page.finds(
                        List.of(
                            one.endpoint(),
                            Long.toString(one.connection()),
                            one.outcome(),
                            one.request(),
                            one.reply())))
            .toList();
    return ManagementAnswer.json(
        OK,
        Map.of(
            "found",
            found.size(),
            "exchanges",
            found.stream().limit(page.limit()).map(InspectorAction::of).toList()));
  }

  private static Map<String, Object> of(Inspector.Exchange one) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("serial", one.serial());
    members.put("atMillis", one.atMillis());
    members.put("endpoint", one.endpoint());
    members.put("connection", one.connection());
    members.put("outcome", one.outcome());
    members.put("millis", one.millis());
    members.put("request", one.request());
    members.put("requestBytes", one.requestBytes());
    members.put("reply", one.reply());
    members.put("replyBytes", one.replyBytes());
    return members;
  }
}
