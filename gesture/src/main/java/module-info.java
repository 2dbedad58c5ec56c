/** Hands and bodies in motion: videos and folders of frames as series of landmarks, taught as movements. */
module org.insula.gesture {
    requires org.insula.perception;
    requires org.insula.signal;
    requires transitive org.insula.embedding;
    requires transitive org.insula.movement;

    exports org.insula.gesture;
}
