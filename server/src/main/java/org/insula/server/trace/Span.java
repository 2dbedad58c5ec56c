package org.insula.server.trace;

import java.util.Map;

/**
 * A stretch of time in which something was done.
 *
 * @param trace 16 bytes in hexadecimal
 * @param id 8 bytes in hexadecimal
 * @param parent 8 bytes in hexadecimal; empty for the first
 * @param isRequest or a part of one
 * @param start nanoseconds since 1970
 * @param end nanoseconds since 1970
 * @param attributes texts or whole numbers
 * @param failed whether it failed by our fault
 */
record Span(
        String trace,
        String id,
        String parent,
        String name,
        boolean isRequest,
        long start,
        long end,
        Map<String, Object> attributes,
        boolean failed) {
    Span {
        attributes = Map.copyOf(attributes);
    }
}
