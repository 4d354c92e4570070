package org.zmqwebbridge.demo.chat;

/**
 * One thing said. Text is text: nothing in it is markup, no matter who shows it.
 *
 * @param serial its place in the room, from 1, without gaps
 * @param id made by the sender; the same id sent twice is one message
 * @param name who said it
 * @param text 1–2,000 characters
 * @param at milliseconds since 1970-01-01 UTC
 */
record ChatMessage(long serial, String id, String name, String text, long at) {}
