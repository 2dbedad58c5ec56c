package org.insula.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Statements on one connection. Parameters are texts, numbers, instants, enum constants, null, or an optional of these. */
final class Transaction {
    private static final int FETCH_SIZE = 500;

    private final Connection connection;
    private final Dialect dialect;

    @FunctionalInterface
    interface Mapper<T> {
        T map(Row row) throws SQLException;
    }

    @FunctionalInterface
    interface RowConsumer {
        void accept(Row row) throws SQLException;
    }

    Transaction(Connection connection, Dialect dialect) {
        this.connection = connection;
        this.dialect = dialect;
    }

    Dialect dialect() {
        return dialect;
    }

    <T> List<T> list(String sql, Mapper<T> mapper, Object... parameters) {
        List<T> found = new ArrayList<>();
        each(sql, row -> found.add(mapper.map(row)), parameters);
        return found;
    }

    <T> Optional<T> first(String sql, Mapper<T> mapper, Object... parameters) {
        List<T> found = list(sql, mapper, parameters);
        return found.isEmpty() ? Optional.empty() : Optional.of(found.getFirst());
    }

    /** A query whose one column {@code n} is a number, 0 where there is no row. */
    long count(String sql, Object... parameters) {
        return first(sql, row -> row.number("n"), parameters).orElse(0L);
    }

    /** Goes through the rows without holding them all. */
    void each(String sql, RowConsumer consumer, Object... parameters) {
        try (PreparedStatement statement = prepare(sql, parameters);
                ResultSet results = statement.executeQuery()) {
            Row row = new Row(results);
            while (results.next()) {
                consumer.accept(row);
            }
        } catch (SQLException e) {
            throw dialect.failure(e);
        }
    }

    /** How many rows were changed. */
    int change(String sql, Object... parameters) {
        try (PreparedStatement statement = prepare(sql, parameters)) {
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw dialect.failure(e);
        }
    }

    /** A statement that answers nothing that is wanted. */
    void run(String sql, Object... parameters) {
        try (PreparedStatement statement = prepare(sql, parameters)) {
            statement.execute();
        } catch (SQLException e) {
            throw dialect.failure(e);
        }
    }

    private PreparedStatement prepare(String sql, Object... parameters) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        try {
            statement.setFetchSize(FETCH_SIZE);
            for (int i = 0; i < parameters.length; i++) {
                bind(statement, i + 1, parameters[i]);
            }
            return statement;
        } catch (SQLException | RuntimeException e) {
            statement.close();
            throw e;
        }
    }

    private static void bind(PreparedStatement statement, int index, Object parameter) throws SQLException {
        switch (parameter) {
            case null -> statement.setObject(index, null);
            case String text -> statement.setString(index, text);
            case Long number -> statement.setLong(index, number);
            case Integer number -> statement.setLong(index, number);
            case Double number -> statement.setDouble(index, number);
            case Instant instant -> statement.setLong(index, instant.toEpochMilli());
            case Enum<?> constant -> statement.setString(index, constant.name().toLowerCase(Locale.ROOT));
            case Optional<?> optional -> bind(statement, index, optional.orElse(null));
            default -> throw new IllegalArgumentException(parameter.getClass() + " is no parameter of a statement.");
        }
    }
}
