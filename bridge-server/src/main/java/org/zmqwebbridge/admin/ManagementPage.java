package org.zmqwebbridge.admin;

/**
 * Something to be read at one path of the management listener, by GET.
 *
 * <p>Owner thread: the listener's workers, several at once; it may take a moment.
 */
@FunctionalInterface
public interface ManagementPage {
  /** What it says now. */
  ManagementAnswer read();
}
