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
  private final Map<String, ManagementQuery> pages = new HashMap<>();
  private final Map<String, ManagementAction> actions = new HashMap<>();
  private final Set<String> open = new HashSet<>();
  private final Set<String> own = new HashSet<>();

  /**
   * A page that is shown to anyone who asks, by whatever Host and without the secret: it must tell
   * nothing that helps a stranger.
   */
  public ManagementPaths openPage(String path, ManagementPage page) {
    open.add(path);
    return page(path, page);
  }

  /** A page. */
  public ManagementPaths page(String path, ManagementPage page) {
    return query(path, fields -> page.read());
  }

  /**
   * A page that is shown without the secret, but to requests that say a Host of ours and come from
   * no foreign page: it must tell nothing.
   */
  public ManagementPaths ownPage(String path, ManagementPage page) {
    own.add(path);
    return page(path, page);
  }

  /** A page of which the request's query says what. */
  public ManagementPaths query(String path, ManagementQuery page) {
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

  /** Whether it is shown without the secret. */
  boolean needsNoSecret(String path) {
    return own.contains(path);
  }

  Optional<ManagementQuery> pageAt(String path) {
    return Optional.ofNullable(pages.get(path));
  }

  Optional<ManagementAction> actionAt(String path) {
    return Optional.ofNullable(actions.get(path));
  }
}
