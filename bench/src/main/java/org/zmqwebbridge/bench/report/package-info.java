/**
 * What a load gave, as values, and as text, JSON and a page with plots.
 *
 * <p>Imports HdrHistogram and Gson. Pure but for reading {@code /proc}; any thread.
 */
package org.zmqwebbridge.bench.report;
