package org.insula.movement;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** One recording as a table with a row for each step. */
final class SeriesTable {
    private static final int LOOK_AHEAD = 1 << 16;
    private static final String NOT_A_TABLE =
            " is not a well-formed table; write one row for each step, with the same separator everywhere.";

    private final SeriesLimits limits;
    private final String file;

    SeriesTable(SeriesLimits limits, String file) {
        this.limits = limits;
        this.file = file;
    }

    Recording read(BufferedReader in) throws IOException {
        Separator separator = Separator.find(lookAhead(in));
        Rows rows = new Rows(separator);
        try (CsvReader<CsvRecord> csv = CsvReader.builder()
                .fieldSeparator(separator.character())
                .skipEmptyLines(true)
                .allowExtraFields(true)
                .allowMissingFields(true)
                .ofCsvRecord(separator.spaces() ? squeezed(in) : in)) {
            csv.forEach(rows::add);
        } catch (CsvParseException | UncheckedIOException e) {
            if (e.getCause() instanceof CharacterCodingException coding) {
                throw coding;
            }
            throw new MovementException(file + NOT_A_TABLE, e);
        }
        return rows.recording();
    }

    /** The first rows, which {@code in} gives again. */
    private static List<String> lookAhead(BufferedReader in) throws IOException {
        in.mark(LOOK_AHEAD + 1);
        char[] start = new char[LOOK_AHEAD];
        int length = 0;
        for (int n = 0; n >= 0 && length < start.length; length += Math.max(n, 0)) {
            n = in.read(start, length, start.length - length);
        }
        in.reset();
        List<String> lines = new String(start, 0, length)
                .lines()
                .filter(line -> !line.isBlank())
                .limit(50)
                .toList();
        return lines.size() > 1 && length == start.length ? lines.subList(0, lines.size() - 1) : lines;
    }

    /** Runs of spaces as one space, none at the ends; the file's size bounds the text. */
    private static StringReader squeezed(BufferedReader in) throws IOException {
        StringBuilder text = new StringBuilder();
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            text.append(line.strip().replaceAll(" +", " ")).append('\n');
        }
        return new StringReader(text.toString());
    }

    /** Collects columns and checks each row as it comes. */
    private final class Rows {
        private final Separator separator;
        private List<String> header = List.of();
        private double[][] columns = {};
        private int steps;
        private boolean started;

        Rows(Separator separator) {
            this.separator = separator;
        }

        void add(CsvRecord row) {
            List<String> fields = new ArrayList<>(row.getFields());
            if (!started) {
                start(fields);
                if (!header.isEmpty()) {
                    return;
                }
            }
            long line = row.getStartingLineNumber();
            if (fields.size() != columns.length) {
                throw new MovementException(file + " has " + fields.size() + " fields in line " + line + " and "
                        + columns.length + " in the first; give every row the same, with nothing or ? for a missing"
                        + " value.");
            }
            if (steps == limits.maxSteps()) {
                throw new MovementException(file + " has more than " + limits.maxSteps()
                        + " rows, the most that are read of one recording; cut it into shorter ones.");
            }
            for (int i = 0; i < columns.length; i++) {
                if (steps == columns[i].length) {
                    columns[i] = Arrays.copyOf(columns[i], 2 * steps);
                }
                columns[i][steps] = value(fields.get(i), i, line);
            }
            steps++;
        }

        private void start(List<String> fields) {
            started = true;
            if (fields.size() > limits.maxChannels() + 1) {
                throw new MovementException(file + " has " + fields.size() + " columns, at most "
                        + (limits.maxChannels() + 1) + " are read; choose some of them.");
            }
            boolean named =
                    fields.stream().map(separator::decimal).anyMatch(f -> !Samples.isMissing(f) && !startsNumber(f));
            if (named) {
                header = fields.stream().map(String::strip).toList();
            }
            columns = new double[fields.size()][16];
        }

        /** So that 1.2.3 or inf in the first row is a bad number and not a name. */
        private boolean startsNumber(String field) {
            char first = field.charAt(0);
            return first >= '0' && first <= '9'
                    || first == '-'
                    || first == '+'
                    || Samples.isNumber(field)
                    || field.equalsIgnoreCase("inf")
                    || field.equalsIgnoreCase("infinity");
        }

        private double value(String field, int column, long line) {
            String text = separator.decimal(field);
            if (Samples.isNumber(text)) {
                double value = Double.parseDouble(text);
                if (Math.abs(value) <= Float.MAX_VALUE) {
                    return value;
                }
            }
            return Samples.number(field, file + " line " + line + ", " + name(column));
        }

        private String name(int column) {
            return header.isEmpty() || header.get(column).isEmpty()
                    ? "column " + (column + 1)
                    : "'" + header.get(column) + "'";
        }

        Recording recording() {
            if (steps == 0) {
                throw new MovementException(file + " has no rows of numbers; write one row for each step.");
            }
            for (int i = 0; i < columns.length; i++) {
                columns[i] = Arrays.copyOf(columns[i], steps);
            }
            TimeColumn time = TimeColumn.find(file, header, columns);
            List<Integer> kept = new ArrayList<>();
            List<String> names = new ArrayList<>();
            for (int i = 0; i < columns.length; i++) {
                if (i != time.column()) {
                    kept.add(i);
                    names.add(header.isEmpty() || header.get(i).isEmpty() ? "channel " + kept.size() : header.get(i));
                }
            }
            if (kept.isEmpty()) {
                throw new MovementException(file + " has a column of time and no other; add what was measured.");
            }
            Samples samples = new Samples(file, names);
            time.remarks().forEach(samples::remark);
            separator.remark().ifPresent(samples::remark);
            for (int i : kept) {
                samples.channel(time.even(columns[i], limits.maxSteps()));
            }
            return samples.recording(time.rateHz());
        }
    }
}
