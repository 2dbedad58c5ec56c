/** Decoding and shaping signals: pictures and text, with hostile input refused before memory is taken. */
module org.insula.signal {
    requires java.desktop;

    exports org.insula.signal;
}
