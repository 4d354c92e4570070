package org.zmqwebbridge;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.zmqwebbridge.edge.CloseReason;

/**
 * What a reload has done.
 *
 * <p>Immutable.
 *
 * @param changed the settings that are others now, by their names
 * @param closed how many connections were closed for it, by the reason
 * @param restart the settings that differ and can only be changed by a restart, by their names
 * @param remarks what else there is to know
 * @param errors what is wrong; if anything is, nothing has changed
 * @param millis how long it took
 */
public record ReloadReport(
    List<String> changed,
    Map<CloseReason, Integer> closed,
    List<String> restart,
    List<String> remarks,
    List<String> errors,
    long millis) {

  public ReloadReport {
    changed = List.copyOf(changed);
    closed = Map.copyOf(closed);
    restart = List.copyOf(restart);
    remarks = List.copyOf(remarks);
    errors = List.copyOf(errors);
  }

  /** One that has changed nothing, because something is wrong. */
  static ReloadReport failed(String message) {
    return new ReloadReport(List.of(), Map.of(), List.of(), List.of(), message.lines().toList(), 0);
  }

  /** The same, with one more thing to know, if there is one. */
  ReloadReport with(Optional<String> remark) {
    List<String> all = new ArrayList<>(remarks);
    remark.ifPresent(all::add);
    return new ReloadReport(changed, closed, restart, all, errors, millis);
  }

  /** The same, with more settings that are others now. */
  ReloadReport withChanged(List<String> names) {
    List<String> all = new ArrayList<>(changed);
    all.addAll(names);
    return new ReloadReport(all, closed, restart, remarks, errors, millis);
  }

  /** Whether it was done. */
  public boolean isDone() {
    return errors.isEmpty();
  }

  /** For programs: the same as one object. */
  Map<String, ?> members() {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("reloaded", isDone());
    members.put("changed", changed);
    members.put("closed", closedByName());
    members.put("restart", restart);
    members.put("remarks", remarks);
    members.put("errors", errors);
    members.put("millis", millis);
    return members;
  }

  private Map<String, Integer> closedByName() {
    return closed.entrySet().stream()
        .collect(
            Collectors.toMap(
                entry -> entry.getKey().name().toLowerCase(Locale.ROOT), Map.Entry::getValue));
  }

  /** For people: one line. */
  @Override
  public String toString() {
    if (!isDone()) {
      return "nothing was reloaded: " + String.join("; ", errors);
    }
    StringBuilder text = new StringBuilder("reloaded in " + millis + " ms: ");
    text.append(changed.isEmpty() ? "nothing has changed" : String.join(", ", changed));
    int all = closed.values().stream().mapToInt(Integer::intValue).sum();
    if (all > 0) {
      text.append("; closed ").append(all).append(" connections: ").append(closedByName());
    }
    if (!restart.isEmpty()) {
      text.append("; restart to apply: ").append(String.join(", ", restart));
    }
    remarks.forEach(remark -> text.append("; ").append(remark));
    return text.toString();
  }
}
