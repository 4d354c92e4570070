package org.zmqwebbridge.log;

import java.time.Instant;
import java.util.OptionalLong;
import org.slf4j.event.Level;

/**
 * One event, before it has a form.
 *
 * @param logger its name in full
 * @param connection the one that it concerns, if any
 * @param failure whose stack trace belongs to it, or null
 */
public record LogLine(
    Instant time,
    Level level,
    String logger,
    String thread,
    String message,
    OptionalLong connection,
    Throwable failure) {}
