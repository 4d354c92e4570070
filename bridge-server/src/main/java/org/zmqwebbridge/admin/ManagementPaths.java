package org.zmqwebbridge.admin;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is where on the management listener.
 *
 * <p>Owner thread: the caller's while it is filled; then it does not change.
 */
public final class ManagementPaths {
  private final Map<String, ManagementPage> pages = new HashMap<>();
  private final Map<String, ManagementAction> actions = new HashMap<>();
  private final Set<String> open = new HashSet<>();

  /**
   * A page that is shown to whoever asks, by whatever Host and without the secret: it must tell
   * nothing that helps a stranger.
   */
  public ManagementPaths openPage(String path, ManagementPage page) {
    open.add(path);
    return page(path, page);
  }

  /** A page. */
  public ManagementPaths page(String path, ManagementPage page) {
    pages.put(path, page);
    return this;
  }

  /** An action. */
  public ManagementPaths action(String path, ManagementAction action) {
    actions.put(path, action);
    return this;
  }

  boolean isOpen(String path) {
    return open.contains(path);
  }

  Optional<ManagementPage> pageAt(String path) {
    return Optional.ofNullable(pages.get(path));
  }

  Optional<ManagementAction> actionAt(String path) {
    return Optional.ofNullable(actions.get(path));
  }
}
