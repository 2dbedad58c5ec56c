package org.insula.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import com.google.protobuf.ByteString;
import java.util.Arrays;

/** A named constant of a node, such as {@code axis = 1}. */
public final class Attribute {
    private final AttributeProto proto;

    private Attribute(AttributeProto.Builder proto) {
        this.proto = proto.build();
    }

    public static Attribute of(String name, long value) {
        return new Attribute(builder(name, AttributeType.INT).setI(value));
    }

    public static Attribute of(String name, float value) {
        return new Attribute(builder(name, AttributeType.FLOAT).setF(value));
    }

    public static Attribute of(String name, String value) {
        return new Attribute(builder(name, AttributeType.STRING).setS(ByteString.copyFromUtf8(value)));
    }

    public static Attribute ofInts(String name, long... values) {
        return new Attribute(builder(name, AttributeType.INTS)
                .addAllInts(Arrays.stream(values).boxed().toList()));
    }

    AttributeProto proto() {
        return proto;
    }

    private static AttributeProto.Builder builder(String name, AttributeType type) {
        return AttributeProto.newBuilder().setName(name).setType(type);
    }

    @Override
    public String toString() {
        return "Attribute[" + proto.getName() + "]";
    }
}
