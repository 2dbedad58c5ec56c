package org.insula.server.oip;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import com.google.protobuf.UnsafeByteOperations;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.GZIPInputStream;
import org.insula.server.http.BadRequest;

/**
 * The framing of gRPC: whether a message is compressed, its length, the message.
 *
 * @see <a href="https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-HTTP2.md">gRPC over HTTP/2</a>
 */
final class GrpcMessage {
    static final int HEADER = 5;

    private GrpcMessage() {}

    /**
     * The one message of a body, whose byte strings share the body's bytes.
     *
     * @param encoding how compressed messages are, null if nobody said
     * @param most bytes that a message may have when it is unpacked
     * @throws BadRequest if it is none
     */
    static <M> M read(byte[] body, String encoding, int most, Parser<M> parser) throws IOException {
        if (body.length < HEADER) {
            throw new BadRequest("The body has " + body.length
                    + " bytes, less than the header of a gRPC message; send one message.");
        }
        ByteBuffer header = ByteBuffer.wrap(body);
        byte flag = header.get();
        int length = header.getInt();
        if ((flag & ~1) != 0 || length != body.length - HEADER) {
            throw new BadRequest("The gRPC message says it has " + (length & 0xffffffffL) + " bytes and "
                    + (body.length - HEADER) + " came; send one message, whole.");
        }
        ByteString bytes = flag == 0
                ? UnsafeByteOperations.unsafeWrap(body, HEADER, length)
                : UnsafeByteOperations.unsafeWrap(unpacked(body, encoding, most));
        CodedInputStream in = bytes.newCodedInput();
        in.enableAliasing(true);
        try {
            return parser.parseFrom(in);
        } catch (InvalidProtocolBufferException e) {
            throw new BadRequest("The message is not what the method takes (" + e.getMessage()
                    + "); make it from the definition of the Open Inference Protocol.");
        }
    }

    private static byte[] unpacked(byte[] body, String encoding, int most) {
        if (!"gzip".equals(encoding)) {
            throw new BadRequest(501, "Messages are compressed by '" + encoding + "'; use gzip or none.");
        }
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(body, HEADER, body.length - HEADER))) {
            byte[] bytes = in.readNBytes(most + 1);
            if (bytes.length > most) {
                throw new BadRequest(413, "The message unpacks to more than " + most + " bytes; send less at once.");
            }
            return bytes;
        } catch (IOException e) {
            throw new BadRequest("The message is not in gzip's form; send it unpacked.");
        }
    }

    /** A message with its header. */
    static byte[] bytes(MessageLite message) throws IOException {
        int size = message.getSerializedSize();
        byte[] bytes = new byte[HEADER + size];
        ByteBuffer.wrap(bytes).put((byte) 0).putInt(size);
        CodedOutputStream out = CodedOutputStream.newInstance(bytes, HEADER, size);
        message.writeTo(out);
        out.checkNoSpaceLeft();
        return bytes;
    }
}
