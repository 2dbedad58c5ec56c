package org.insula.cli;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times and sizes as people write them; nothing comes back where it is neither. */
final class Amounts {
    private static final Pattern SPAN = Pattern.compile("([1-9][0-9]{0,5})(m|h|d|w)");
    private static final Pattern SIZE = Pattern.compile("([0-9]{1,15})(?:\\.([0-9]{1,3}))?\\s?([kmgt]i?b?|b)?");
    private static final Map<String, Duration> SPANS = Map.of(
            "m", Duration.ofMinutes(1), "h", Duration.ofHours(1), "d", Duration.ofDays(1), "w", Duration.ofDays(7));

    private Amounts() {}

    /** {@code 2027-01-31}, which begins at midnight, UTC, or {@code 2027-01-31T12:00:00Z}. */
    static Optional<Instant> time(String text) {
        try {
            return Optional.of(
                    text.contains("T")
                            ? Instant.parse(text)
                            : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** Like {@link #time}, or {@code 30m}, {@code 12h}, {@code 90d}, {@code 4w} from now. */
    static Optional<Instant> timeOrSpan(String text, Instant now) {
        Matcher span = SPAN.matcher(text);
        return span.matches()
                ? Optional.of(now.plus(SPANS.get(span.group(2)).multipliedBy(Long.parseLong(span.group(1)))))
                : time(text);
    }

    /** {@code 5000000}, {@code 10GB}, {@code 1.5 GiB}. */
    static Optional<Long> bytes(String text) {
        Matcher size = SIZE.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!size.matches()) {
            return Optional.empty();
        }
        String unit = size.group(3) == null ? "b" : size.group(3);
        int power = "bkmgt".indexOf(unit.charAt(0));
        double factor = Math.pow(unit.contains("i") ? 1024 : 1000, power);
        String whole = size.group(1) + (size.group(2) == null ? "" : "." + size.group(2));
        double bytes = Double.parseDouble(whole) * factor;
        return bytes <= 1e18 ? Optional.of((long) bytes) : Optional.empty();
    }

    /** {@code 1.5 GB}. */
    static String size(long bytes) {
        if (bytes < 1000) {
            return bytes + " B";
        }
        int power = Math.min(4, (int) Math.floor(Math.log10(bytes) / 3));
        return String.format(Locale.ROOT, "%.1f %cB", bytes / Math.pow(1000, power), "BkMGT".charAt(power));
    }
}
