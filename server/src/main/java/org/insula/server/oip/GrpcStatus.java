package org.insula.server.oip;

import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import org.insula.server.http.Failure;

/**
 * Failures in gRPC's words.
 *
 * @see <a href="https://github.com/grpc/grpc/blob/master/doc/statuscodes.md">Status codes</a>
 */
enum GrpcStatus {
    OK(0),
    CANCELLED(1),
    INVALID_ARGUMENT(3),
    DEADLINE_EXCEEDED(4),
    NOT_FOUND(5),
    ALREADY_EXISTS(6),
    PERMISSION_DENIED(7),
    RESOURCE_EXHAUSTED(8),
    UNIMPLEMENTED(12),
    INTERNAL(13),
    UNAVAILABLE(14),
    UNAUTHENTICATED(16);

    private static final String RETRY_INFO = "type.googleapis.com/google.rpc.RetryInfo";

    private final int code;

    GrpcStatus(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }

    static GrpcStatus of(Failure failure) {
        return switch (failure.status()) {
            case 401 -> UNAUTHENTICATED;
            case 403 -> PERMISSION_DENIED;
            case 404 -> NOT_FOUND;
            case 405, 415, 501 -> UNIMPLEMENTED;
            case 409 -> ALREADY_EXISTS;
            case 413, 429 -> RESOURCE_EXHAUSTED;
            case Failure.CALLER_GONE -> CANCELLED;
            case 503 -> UNAVAILABLE;
            case 504 -> DEADLINE_EXCEEDED;
            default -> failure.status() < 500 ? INVALID_ARGUMENT : INTERNAL;
        };
    }

    /** A message for the {@code grpc-message} header: UTF-8, and percent signs for what is not printable ASCII. */
    static String encoded(String message) {
        StringBuilder encoded = new StringBuilder();
        for (byte b : message.getBytes(StandardCharsets.UTF_8)) {
            if (b >= 0x20 && b < 0x7f && b != '%') {
                encoded.append((char) b);
            } else {
                encoded.append('%').append("%02X".formatted(b & 0xff));
            }
        }
        return encoded.toString();
    }

    /**
     * A {@code google.rpc.Status} with a {@code RetryInfo}, for the {@code grpc-status-details-bin} header.
     *
     * @see <a href="https://github.com/googleapis/googleapis/tree/master/google/rpc">status.proto and
     *     error_details.proto</a>
     */
    String details(String message, Duration retryAfter) {
        byte[] wait = message(out -> {
            out.writeInt64(1, retryAfter.toSeconds());
            out.writeInt32(2, retryAfter.toNanosPart());
        });
        byte[] retryInfo = message(out -> out.writeByteArray(1, wait));
        byte[] any = message(out -> {
            out.writeString(1, RETRY_INFO);
            out.writeByteArray(2, retryInfo);
        });
        byte[] status = message(out -> {
            out.writeInt32(1, code);
            out.writeString(2, message);
            out.writeByteArray(3, any);
        });
        return Base64.getEncoder().withoutPadding().encodeToString(status);
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
