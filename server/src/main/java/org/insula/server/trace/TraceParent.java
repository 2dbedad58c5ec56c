package org.insula.server.trace;

import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The span of a caller, in which a request is a part.
 *
 * @param trace 16 bytes in hexadecimal
 * @param span 8 bytes in hexadecimal
 * @param sampled whether anybody keeps it
 * @see <a href="https://www.w3.org/TR/trace-context/">W3C Trace Context</a>
 */
record TraceParent(String trace, String span, boolean sampled) {
    private static final Pattern FORM =
            Pattern.compile("(?!ff)([0-9a-f]{2})-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})(-.*)?");

    /** Empty where there is none, or one that is malformed, which is then as if there were none. */
    static Optional<TraceParent> parse(String header) {
        if (header == null || header.length() > 500) {
            return Optional.empty();
        }
        Matcher matcher = FORM.matcher(header.strip());
        if (!matcher.matches() || matcher.group(1).equals("00") && matcher.group(5) != null) {
            return Optional.empty();
        }
        boolean sampled = (HexFormat.fromHexDigits(matcher.group(4)) & 1) != 0;
        return Optional.of(new TraceParent(matcher.group(2), matcher.group(3), sampled));
    }
}
