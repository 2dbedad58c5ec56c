package org.insula.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.SparseTensorProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.util.List;

/** Refuses models that make ONNX Runtime open other files, which a tensor can do wherever it stands. */
final class ExternalData {
    private ExternalData() {}

    static void refuse(ModelProto model) {
        refuse(model.getGraph());
        model.getFunctionsList().forEach(function -> refuse(function.getNodeList()));
    }

    private static void refuse(GraphProto graph) {
        graph.getInitializerList().forEach(ExternalData::refuse);
        graph.getSparseInitializerList().forEach(ExternalData::refuse);
        refuse(graph.getNodeList());
    }

    private static void refuse(List<NodeProto> nodes) {
        for (NodeProto node : nodes) {
            for (AttributeProto attribute : node.getAttributeList()) {
                refuse(attribute.getT());
                attribute.getTensorsList().forEach(ExternalData::refuse);
                refuse(attribute.getSparseTensor());
                attribute.getSparseTensorsList().forEach(ExternalData::refuse);
                if (attribute.hasG()) {
                    refuse(attribute.getG());
                }
                attribute.getGraphsList().forEach(ExternalData::refuse);
            }
        }
    }

    private static void refuse(SparseTensorProto tensor) {
        refuse(tensor.getValues());
        refuse(tensor.getIndices());
    }

    private static void refuse(TensorProto tensor) {
        if (tensor.getDataLocation() == TensorProto.DataLocation.EXTERNAL || tensor.getExternalDataCount() > 0) {
            throw new OnnxException("The constant '" + tensor.getName()
                    + "' lies in another file; save the model as one .onnx file with its weights inside.");
        }
    }
}
