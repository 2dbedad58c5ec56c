package org.insula.store;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** What differs between the two databases. */
sealed interface Dialect permits SqliteDialect, PostgresDialect {
    /** The placeholders of the migrations. */
    Map<String, String> types();

    /** What a failed statement means to a caller. */
    StoreException failure(SQLException e);

    /** Lets one transaction at a time go on from here; the others wait until it has ended. */
    void lockAudit(Transaction transaction);

    /** What the database finds wrong with itself, a sentence each. */
    List<String> damages(Transaction transaction);
}
