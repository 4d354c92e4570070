package org.zmqwebbridge.auth.credential;

/**
 * What a grant is based on that a credential has brought: which secret it knew, or which key has
 * signed it. Equal ones are the same; none of them says the secret.
 */
public interface CredentialBelief {}
