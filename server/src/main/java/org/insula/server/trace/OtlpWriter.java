package org.insula.server.trace;

import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * Spans as the {@code ExportTraceServiceRequest} of OTLP.
 *
 * @see <a href="https://github.com/open-telemetry/opentelemetry-proto">trace.proto, trace_service.proto and common.proto</a>
 */
final class OtlpWriter {
    private static final int INTERNAL = 1;
    private static final int SERVER = 2;
    private static final int ERROR = 2;

    private OtlpWriter() {}

    static byte[] bytes(List<Span> spans, String version) {
        byte[] resource = message(out -> out.writeByteArray(1, attribute("service.name", "insula")));
        byte[] scope = message(out -> {
            out.writeString(1, "org.insula.server");
            out.writeString(2, version);
        });
        byte[] scoped = message(out -> {
            out.writeByteArray(1, scope);
            for (Span span : spans) {
                out.writeByteArray(2, bytes(span));
            }
        });
        byte[] all = message(out -> {
            out.writeByteArray(1, resource);
            out.writeByteArray(2, scoped);
        });
        return message(out -> out.writeByteArray(1, all));
    }

    private static byte[] bytes(Span span) {
        return message(out -> {
            out.writeByteArray(1, HexFormat.of().parseHex(span.trace()));
            out.writeByteArray(2, HexFormat.of().parseHex(span.id()));
            if (!span.parent().isEmpty()) {
                out.writeByteArray(4, HexFormat.of().parseHex(span.parent()));
            }
            out.writeString(5, span.name());
            out.writeEnum(6, span.isRequest() ? SERVER : INTERNAL);
            out.writeFixed64(7, span.start());
            out.writeFixed64(8, span.end());
            for (Map.Entry<String, Object> each : span.attributes().entrySet()) {
                out.writeByteArray(9, attribute(each.getKey(), each.getValue()));
            }
            if (span.failed()) {
                out.writeByteArray(15, message(status -> status.writeEnum(3, ERROR)));
            }
        });
    }

    private static byte[] attribute(String name, Object value) {
        byte[] any = message(out -> {
            if (value instanceof Long number) {
                out.writeInt64(3, number);
            } else {
                out.writeString(1, value.toString());
            }
        });
        return message(out -> {
            out.writeString(1, name);
            out.writeByteArray(2, any);
        });
    }

    private interface Fields {
        void write(CodedOutputStream out) throws IOException;
    }

    private static byte[] message(Fields fields) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        try {
            fields.write(out);
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
