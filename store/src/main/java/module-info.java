/** What must outlast the process: rows in SQLite or PostgreSQL, blobs in a folder or in S3. */
module org.insula.store {
    requires com.fasterxml.jackson.core;
    requires com.zaxxer.hikari;
    requires flyway.core;
    requires java.net.http;
    requires java.sql;
    requires java.xml;
    requires org.xerial.sqlitejdbc;

    exports org.insula.store;
}
