package org.insula.onnx;

import ai.onnx.proto.OnnxMl.ModelProto;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.WireFormat;
import java.io.IOException;

/**
 * Refuses protobuf bytes whose objects would take far more memory than the bytes: two bytes can make an empty message of
 * a hundred. The walk counts messages and strings without making any.
 */
final class ProtoBounds {
    private static final int MAX_OBJECTS = 2_000_000;
    private static final int MAX_DEPTH = 40;

    private final CodedInputStream input;
    private int objects;

    private ProtoBounds(byte[] bytes) {
        this.input = CodedInputStream.newInstance(bytes);
    }

    static void check(byte[] bytes) {
        try {
            new ProtoBounds(bytes).walk(ModelProto.getDescriptor(), 0);
        } catch (InvalidProtocolBufferException e) {
            throw new OnnxException(
                    "These " + bytes.length + " bytes are not an ONNX model; give the content of an .onnx file.", e);
        } catch (IOException e) {
            throw new OnnxException("These bytes could not be read; give the content of an .onnx file.", e);
        }
    }

    private void walk(Descriptor message, int depth) throws IOException {
        if (depth > MAX_DEPTH) {
            throw new OnnxException("This ONNX model nests its graphs more than " + MAX_DEPTH
                    + " levels deep; give a model without such nesting.");
        }
        for (int tag = input.readTag(); tag != 0; tag = input.readTag()) {
            FieldDescriptor field = message.findFieldByNumber(WireFormat.getTagFieldNumber(tag));
            if (WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_LENGTH_DELIMITED) {
                count();
                int length = input.readRawVarint32();
                if (field != null && field.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
                    int outer = input.pushLimit(length);
                    walk(field.getMessageType(), depth + 1);
                    input.popLimit(outer);
                } else {
                    input.skipRawBytes(length);
                }
            } else {
                if (field == null || WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_START_GROUP) {
                    count();
                }
                input.skipField(tag);
            }
        }
    }

    private void count() {
        if (++objects > MAX_OBJECTS) {
            throw new OnnxException("This ONNX model has more than " + MAX_OBJECTS
                    + " parts; give a model with fewer nodes and attributes.");
        }
    }
}
