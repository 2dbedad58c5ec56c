/** What lies between seeing and teaching: an encoder turns a signal into embeddings. */
module org.insula.embedding {
    exports org.insula.embedding;
}
