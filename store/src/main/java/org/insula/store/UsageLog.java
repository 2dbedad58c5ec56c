package org.insula.store;

import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What tenants used, by model and hour. */
public final class UsageLog {
    private static final String LIST = "usage";
    private final Context context;

    UsageLog(Context context) {
        this.context = context;
    }

    /** Adds to what is there, all or nothing; what a tenant used that is gone meanwhile is left out. */
    public void add(Collection<Usage> batch) {
        if (batch.isEmpty()) {
            return;
        }
        context.database().write(tx -> {
            for (Usage usage : batch) {
                add(tx, usage);
            }
            return null;
        });
    }

    private static void add(Transaction tx, Usage usage) {
        tx.change(
                "insert into usage_hours (tenant, hour, model, requests, errors, compute_nanos, bytes_in, bytes_out)"
                        + " select id, ?, ?, ?, ?, ?, ?, ? from tenants where id = ?"
                        + " on conflict (tenant, hour, model) do update set"
                        + " requests = usage_hours.requests + excluded.requests,"
                        + " errors = usage_hours.errors + excluded.errors,"
                        + " compute_nanos = usage_hours.compute_nanos + excluded.compute_nanos,"
                        + " bytes_in = usage_hours.bytes_in + excluded.bytes_in,"
                        + " bytes_out = usage_hours.bytes_out + excluded.bytes_out",
                usage.hour(),
                usage.model(),
                usage.requests(),
                usage.errors(),
                usage.computeNanos(),
                usage.bytesIn(),
                usage.bytesOut(),
                usage.tenant());
    }

    /**
     * The hours of a tenant, oldest first, and in each hour its models by name.
     *
     * @param from hours that start at or after this
     * @param until and before this
     */
    public Page<Usage> list(String tenant, Instant from, Instant until, PageRequest page) {
        List<String> after = Cursor.read(LIST, 2, page).orElse(List.of("0", ""));
        long hour = Cursor.number(after.getFirst());
        return context.database()
                .read(tx -> Page.of(
                        tx.list(
                                "select * from usage_hours where tenant = ? and hour >= ? and hour < ?"
                                        + " and (hour > ? or hour = ? and model > ?) order by hour, model limit ?",
                                UsageLog::usage,
                                tenant,
                                from,
                                until,
                                hour,
                                hour,
                                after.getLast(),
                                page.fetch()),
                        page,
                        last -> Cursor.of(LIST, Long.toString(last.hour().toEpochMilli()), last.model())));
    }

    /** What a tenant computed in hours that start at or after {@code from}. */
    public long computeNanos(String tenant, Instant from) {
        return context.database()
                .read(tx -> tx.count(
                        "select cast(coalesce(sum(compute_nanos), 0) as bigint) as n from usage_hours"
                                + " where tenant = ? and hour >= ?",
                        tenant,
                        from));
    }

    /** What each tenant computed in hours that start at or after {@code from}; without those who computed nothing. */
    public Map<String, Long> computeNanos(Instant from) {
        record Sum(String tenant, long nanos) {}
        List<Sum> sums = context.database()
                .read(tx -> tx.list(
                        "select tenant, cast(coalesce(sum(compute_nanos), 0) as bigint) as n from usage_hours"
                                + " where hour >= ? group by tenant",
                        row -> new Sum(row.text("tenant"), row.number("n")),
                        from));
        return sums.stream().collect(Collectors.toUnmodifiableMap(Sum::tenant, Sum::nanos));
    }

    private static Usage usage(Row row) throws SQLException {
        return new Usage(
                row.text("tenant"),
                row.text("model"),
                row.instant("hour"),
                row.number("requests"),
                row.number("errors"),
                row.number("compute_nanos"),
                row.number("bytes_in"),
                row.number("bytes_out"));
    }
}
