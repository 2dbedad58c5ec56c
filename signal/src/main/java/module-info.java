/** Decoding and shaping signals: pictures, sound, video and text, with hostile input refused before memory is taken. */
module org.insula.signal {
    requires com.twelvemonkeys.imageio.webp;
    requires java.desktop;
    requires static jdk.incubator.vector;
    requires org.bytedeco.ffmpeg;
    requires org.bytedeco.javacpp;

    exports org.insula.signal.audio;
    exports org.insula.signal.video;
    exports org.insula.signal;
}
