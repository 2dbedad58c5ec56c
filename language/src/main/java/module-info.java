/** Hosts GGUF language models: generation, embeddings and tokens, many requests at once, on llama.cpp. */
module org.insula.language {
    requires jdk.management;

    exports org.insula.language;
}
