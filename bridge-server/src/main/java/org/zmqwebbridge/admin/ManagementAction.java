package org.zmqwebbridge.admin;

import java.util.Map;
import java.util.concurrent.CompletionStage;

/**
 * Something to be done at one path of the management listener, by POST; never without the secret.
 *
 * <p>Owner thread: the listener's workers, several at once; what takes longer is answered later.
 */
@FunctionalInterface
public interface ManagementAction {
  /**
   * Does it.
   *
   * @param fields what the body says, a form or a flat JSON object; the action checks them all
   * @return what to answer; if it fails, that is a bug, and answered with 500
   */
  CompletionStage<ManagementAnswer> act(Map<String, String> fields);
}
