package org.zmqwebbridge.edge;

/**
 * What a {@link Upgrader} answers to a handshake: the client may come in, or why it may not, or
 * what a back end says to it instead.
 */
public sealed interface Admission permits Entry, Refusal, Answered {}
