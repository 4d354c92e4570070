package org.zmqwebbridge.auth.credential;

import org.zmqwebbridge.auth.Decision;

/**
 * Knows whether a credential is good, and whose it is.
 *
 * <p>Owner thread: any; asked on a hook's worker, and may block.
 */
@FunctionalInterface
public interface CredentialVerifier {
  /**
   * Looks at a credential.
   *
   * @return allowed, with a grant that names a principal; or denied, with a reason that does not
   *     repeat the credential
   */
  Decision verify(String credential);

  /**
   * Whether a credential that was good before a reload still is.
   *
   * @param belief what {@link #verify} granted it for, here or in the verifier before this one
   */
  default boolean holds(CredentialBelief belief) {
    return false;
  }
}
