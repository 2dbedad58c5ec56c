/** ONNX graphs: reading, converting, composing, writing and running them. */
module org.insula.onnx {
    requires com.fasterxml.jackson.databind;
    requires com.google.protobuf;
    requires com.microsoft.onnxruntime;
    requires org.tribuo.util.onnx;

    exports org.insula.onnx;
}
