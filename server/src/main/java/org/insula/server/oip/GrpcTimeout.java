package org.insula.server.oip;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.insula.server.http.BadRequest;

/** The {@code grpc-timeout} header: how long the caller waits, as up to eight digits and a unit. */
final class GrpcTimeout {
    private static final Pattern FORM = Pattern.compile("(\\d{1,8})([HMSmun])");

    private GrpcTimeout() {}

    /**
     * @param header null if there is none
     * @throws BadRequest if it is not of that form
     */
    static Optional<Duration> parse(String header) {
        if (header == null) {
            return Optional.empty();
        }
        Matcher parts = FORM.matcher(header);
        if (!parts.matches()) {
            throw new BadRequest(
                    "grpc-timeout is '" + header + "'; give up to eight digits and a unit of H, M, S, m, u or n.");
        }
        ChronoUnit unit = switch (parts.group(2)) {
            case "H" -> ChronoUnit.HOURS;
            case "M" -> ChronoUnit.MINUTES;
            case "S" -> ChronoUnit.SECONDS;
            case "m" -> ChronoUnit.MILLIS;
            case "u" -> ChronoUnit.MICROS;
            default -> ChronoUnit.NANOS;
        };
        return Optional.of(Duration.of(Long.parseLong(parts.group(1)), unit));
    }
}
