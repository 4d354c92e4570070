package org.zmqwebbridge.auth.jwt;

import java.util.Set;
import org.zmqwebbridge.auth.credential.CredentialBelief;

/**
 * What a grant is based on that a JWT has brought.
 *
 * @param issuer whose it was
 * @param audience whom it was for
 * @param jwks where the issuer's keys are
 * @param keys the keys that may have signed it, by {@link KeySets#fingerprint}; where the token
 *     names one, only that
 */
record SignedBy(String issuer, String audience, String jwks, Set<String> keys)
    implements CredentialBelief {}
