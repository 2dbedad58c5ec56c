/** Time series: reading them, bringing them together, MiniRocket and Hydra. */
module org.insula.movement {
    requires com.fasterxml.jackson.core;
    requires de.siegmar.fastcsv;
    requires jdk.incubator.vector;
    requires org.insula.onnx;
    requires transitive org.insula.embedding;

    exports org.insula.movement;
}
