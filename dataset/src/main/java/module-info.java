/** Labelled examples from a folder, a table, JSON lines or a zip, and the groups among them. */
module org.insula.dataset {
    requires com.fasterxml.jackson.databind;
    requires de.siegmar.fastcsv;
    requires jdk.zipfs;
    requires org.insula.signal;
    requires transitive org.insula.movement;

    exports org.insula.dataset;
}
