/** How fast and how good, measured. */
module org.insula.benchmarks {
    requires java.desktop;
    requires org.insula.host;
    requires org.insula.onnx;
    requires org.insula.perception;
    requires org.insula.testkit;
}
