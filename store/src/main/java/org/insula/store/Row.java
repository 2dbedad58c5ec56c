package org.insula.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** The row that a query stands at, by column name. */
final class Row {
    private final ResultSet results;

    Row(ResultSet results) {
        this.results = results;
    }

    String text(String column) throws SQLException {
        return results.getString(column);
    }

    Optional<String> optionalText(String column) throws SQLException {
        return Optional.ofNullable(results.getString(column));
    }

    long number(String column) throws SQLException {
        return results.getLong(column);
    }

    double real(String column) throws SQLException {
        return results.getDouble(column);
    }

    Instant instant(String column) throws SQLException {
        return Instant.ofEpochMilli(results.getLong(column));
    }

    Optional<Instant> optionalInstant(String column) throws SQLException {
        long millis = results.getLong(column);
        return results.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
    }

    <E extends Enum<E>> E constant(String column, Class<E> type) throws SQLException {
        return Enum.valueOf(type, results.getString(column).toUpperCase(Locale.ROOT));
    }

    /** Null, a {@link Long}, a {@link Double} or a {@link String}. */
    Object any(Column column) throws SQLException {
        Object value = switch (column.shape()) {
            case NUMBER -> results.getLong(column.name());
            case REAL -> results.getDouble(column.name());
            default -> results.getString(column.name());
        };
        return results.wasNull() ? null : value;
    }
}
