/** Reading a recording: tempo, beats, bars, key, chords, notes and sections, and writing them down. */
module org.insula.music {
    requires transitive com.fasterxml.jackson.databind;
    requires java.desktop;
    requires org.insula.networks;
    requires org.insula.onnx;
    requires transitive org.insula.signal;

    exports org.insula.music;
}
