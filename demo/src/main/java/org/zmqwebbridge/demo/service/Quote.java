package org.zmqwebbridge.demo.service;

/**
 * One price, as it is published.
 *
 * @param symbol what is quoted, for example {@code NOVA}
 * @param price in no particular currency, two decimals
 * @param change since the symbol's last quote
 * @param n counts all quotes since the service started, from 1
 * @param at milliseconds since 1970-01-01 UTC
 */
record Quote(String symbol, double price, double change, long n, long at) {}
