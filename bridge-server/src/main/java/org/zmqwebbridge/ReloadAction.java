package org.zmqwebbridge;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.zmqwebbridge.admin.ManagementAnswer;

/** {@code POST /reload}: reads the configuration again, and answers what that has done. */
final class ReloadAction {
  private static final int OK = 200;
  private static final int BAD_REQUEST = 400;
  private static final int UNPROCESSABLE = 422; // RFC 9110, section 15.5.21

  private ReloadAction() {}

  /** 200 if it was done, 422 if something is wrong and nothing has changed. */
  static CompletionStage<ManagementAnswer> reload(
      Supplier<CompletionStage<ReloadReport>> action, Map<String, String> fields) {
    if (!fields.isEmpty()) {
      return CompletableFuture.completedFuture(
          ManagementAnswer.text(BAD_REQUEST, "There are no fields here."));
    }
    return action
        .get()
        .thenApply(
            report ->
                ManagementAnswer.json(report.isDone() ? OK : UNPROCESSABLE, report.members()));
  }
}
