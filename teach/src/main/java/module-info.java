/** Teaching: labelled embeddings become a calibrated head, an honest evaluation and advice on what to show next. */
module org.insula.teach {
    requires transitive org.insula.embedding;
    requires jdk.incubator.vector;

    exports org.insula.teach;
}
