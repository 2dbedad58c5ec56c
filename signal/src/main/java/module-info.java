/** Decoding and shaping signals: pictures, sound and text, with hostile input refused before memory is taken. */
module org.insula.signal {
    requires com.twelvemonkeys.imageio.webp;
    requires java.desktop;
    requires static jdk.incubator.vector;

    exports org.insula.signal;
    exports org.insula.signal.audio;
}
