package org.insula.store;

import static org.insula.store.Column.Shape.HASH;
import static org.insula.store.Column.Shape.ID;
import static org.insula.store.Column.Shape.JOB_STATE;
import static org.insula.store.Column.Shape.NAME;
import static org.insula.store.Column.Shape.NUMBER;
import static org.insula.store.Column.Shape.REAL;
import static org.insula.store.Column.Shape.ROLE;
import static org.insula.store.Column.Shape.SHARES;
import static org.insula.store.Column.Shape.TEXT;
import static org.insula.store.Column.Shape.VERSION_STATE;

import java.util.List;
import java.util.stream.Collectors;

/** A table as backups know it. */
record Table(String name, String key, List<Column> columns) {
    /** All that belong into a backup; none refers to one below it. */
    static final List<Table> ALL = List.of(
            table(
                    "tenants",
                    "id",
                    is("id", ID),
                    is("name", NAME),
                    is("weight", NUMBER),
                    is("requests_per_minute", NUMBER),
                    is("compute_seconds_per_day", NUMBER),
                    is("storage_bytes", NUMBER),
                    is("stored_bytes", NUMBER),
                    is("created", NUMBER),
                    is("revision", NUMBER)),
            table(
                    "api_keys",
                    "id",
                    is("id", ID),
                    is("tenant", ID),
                    is("name", NAME),
                    is("secret_hash", HASH),
                    is("role", ROLE),
                    maybe("scopes", TEXT),
                    is("created", NUMBER),
                    maybe("expires", NUMBER),
                    maybe("revoked", NUMBER)),
            table(
                    "blobs",
                    "tenant, hash",
                    is("tenant", ID),
                    is("hash", HASH),
                    is("size", NUMBER),
                    is("created", NUMBER)),
            table(
                    "projects",
                    "id",
                    is("id", ID),
                    is("tenant", ID),
                    is("name", NAME),
                    is("kind", NAME),
                    maybe("purpose", TEXT),
                    is("created", NUMBER),
                    is("revision", NUMBER),
                    is("last_version", NUMBER)),
            table(
                    "examples",
                    "id",
                    is("id", ID),
                    is("tenant", ID),
                    is("project", ID),
                    is("label", NAME),
                    is("name", NAME),
                    maybe("example_group", NAME),
                    is("blob", HASH),
                    is("size", NUMBER),
                    is("created", NUMBER)),
            table(
                    "versions",
                    "project, number",
                    is("project", ID),
                    is("number", NUMBER),
                    is("tenant", ID),
                    is("blob", HASH),
                    is("size", NUMBER),
                    is("figures", TEXT),
                    is("embedding", TEXT),
                    is("created", NUMBER),
                    is("state", VERSION_STATE)),
            table("evaluations", "project, number", is("project", ID), is("number", NUMBER), is("content", TEXT)),
            table(
                    "aliases",
                    "tenant, name",
                    is("tenant", ID),
                    is("name", NAME),
                    is("revision", NUMBER),
                    is("moved", NUMBER)),
            table(
                    "alias_shares",
                    "tenant, alias, project, version",
                    is("tenant", ID),
                    is("alias", NAME),
                    is("project", ID),
                    is("version", NUMBER),
                    is("percent", NUMBER)),
            table(
                    "alias_moves",
                    "tenant, alias, revision",
                    is("tenant", ID),
                    is("alias", NAME),
                    is("revision", NUMBER),
                    is("shares", SHARES),
                    is("moved", NUMBER),
                    is("actor", NAME)),
            table(
                    "usage_hours",
                    "tenant, hour, model",
                    is("tenant", ID),
                    is("hour", NUMBER),
                    is("model", NAME),
                    is("requests", NUMBER),
                    is("errors", NUMBER),
                    is("compute_nanos", NUMBER),
                    is("bytes_in", NUMBER),
                    is("bytes_out", NUMBER)),
            table(
                    "audit",
                    "sequence",
                    is("sequence", NUMBER),
                    is("time", NUMBER),
                    is("tenant", NAME),
                    is("actor", NAME),
                    is("action", NAME),
                    is("object", TEXT),
                    is("detail", TEXT),
                    is("previous", HASH),
                    is("hash", HASH)),
            table(
                    "jobs",
                    "id",
                    is("id", ID),
                    is("tenant", ID),
                    is("project", ID),
                    is("state", JOB_STATE),
                    is("progress", REAL),
                    is("created", NUMBER),
                    maybe("started", NUMBER),
                    maybe("finished", NUMBER),
                    maybe("error", TEXT)));

    private static Table table(String name, String key, Column... columns) {
        return new Table(name, key, List.of(columns));
    }

    private static Column is(String name, Column.Shape shape) {
        return new Column(name, shape, false);
    }

    private static Column maybe(String name, Column.Shape shape) {
        return new Column(name, shape, true);
    }

    String select() {
        return "select * from " + name + " order by " + key;
    }

    String insert() {
        String names = columns.stream().map(Column::name).collect(Collectors.joining(", "));
        return "insert into " + name + " (" + names + ") values (?" + ", ?".repeat(columns.size() - 1) + ")";
    }

    String entry() {
        return "tables/" + name + ".jsonl";
    }
}
