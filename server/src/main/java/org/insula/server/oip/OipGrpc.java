package org.insula.server.oip;

import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import io.javalin.http.Context;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.insula.host.Caller;
import org.insula.host.Host;
import org.insula.server.http.Asked;
import org.insula.server.http.BadRequest;
import org.insula.server.http.Body;
import org.insula.server.http.Callers;
import org.insula.server.http.Failure;
import org.insula.server.http.Protocol;
import org.insula.server.http.Route;
import org.insula.server.oip.grpc.ModelInferRequest;
import org.insula.server.oip.grpc.ModelInferResponse;
import org.insula.server.oip.grpc.ModelMetadataRequest;
import org.insula.server.oip.grpc.ModelMetadataResponse;
import org.insula.server.oip.grpc.ModelReadyRequest;
import org.insula.server.oip.grpc.ModelReadyResponse;
import org.insula.server.oip.grpc.ServerLiveRequest;
import org.insula.server.oip.grpc.ServerLiveResponse;
import org.insula.server.oip.grpc.ServerMetadataRequest;
import org.insula.server.oip.grpc.ServerMetadataResponse;
import org.insula.server.oip.grpc.ServerReadyRequest;
import org.insula.server.oip.grpc.ServerReadyResponse;

/**
 * The Open Inference Protocol over gRPC. Its calls are all one message for one message, so gRPC is what it says it is, a
 * form of HTTP/2 requests, and needs no server of its own.
 */
public final class OipGrpc implements Protocol {
    private static final String SERVICE = "/inference.GRPCInferenceService/";
    private static final String TYPE = "application/grpc";

    private final Inference inference;
    private final Callers callers;
    private final int maxMessageBytes;
    private final String version;
    private final BooleanSupplier ready;

    /** @param ready whether new requests are welcome */
    public OipGrpc(Host host, Callers callers, int maxMessageBytes, String version, BooleanSupplier ready) {
        this.inference = new Inference(host);
        this.callers = callers;
        this.maxMessageBytes = maxMessageBytes;
        this.version = version;
        this.ready = ready;
    }

    /** What one method does. */
    private interface Method<Q, A> {
        A answer(Context context, Q request) throws InterruptedException;
    }

    @Override
    public String name() {
        return "oip-grpc";
    }

    @Override
    public boolean owns(String path) {
        return path.startsWith(SERVICE);
    }

    @Override
    public List<Route> routes() {
        return List.of(
                method("ServerLive", ServerLiveRequest::parser, this::live),
                method("ServerReady", ServerReadyRequest::parser, this::ready),
                method("ModelReady", ModelReadyRequest::parser, this::modelReady),
                method("ServerMetadata", ServerMetadataRequest::parser, this::server),
                method("ModelMetadata", ModelMetadataRequest::parser, this::metadata),
                method("ModelInfer", ModelInferRequest::parser, this::infer));
    }

    /** @param parser asked for at the first call, so that starting loads no messages */
    private <Q extends MessageLite, A extends MessageLite> Route method(
            String name, java.util.function.Supplier<Parser<Q>> parser, Method<Q, A> method) {
        return Route.post(SERVICE + name, context -> {
            if (context.contentType() == null || !context.contentType().startsWith(TYPE)) {
                throw new BadRequest(415, "The body is " + context.contentType() + "; send " + TYPE + ".");
            }
            byte[] body = Body.read(context, maxMessageBytes + GrpcMessage.HEADER);
            Q request = GrpcMessage.read(body, context.header("grpc-encoding"), maxMessageBytes, parser.get());
            answer(context.res(), GrpcMessage.bytes(method.answer(context, request)));
        });
    }

    private static void answer(HttpServletResponse response, byte[] message) throws IOException {
        response.setContentType(TYPE);
        response.setTrailerFields(() -> Map.of("grpc-status", "0"));
        try (OutputStream out = response.getOutputStream()) {
            out.write(message);
        }
    }

    /** The status alone, in the header. */
    @Override
    public void fail(Context context, Failure failure) {
        GrpcStatus status = failure.status() == 404 && !isMethod(context.path())
                ? GrpcStatus.UNIMPLEMENTED
                : GrpcStatus.of(failure);
        context.status(200);
        context.contentType(TYPE);
        context.header("grpc-status", Integer.toString(status.code()));
        context.header("grpc-message", GrpcStatus.encoded(failure.message()));
        failure.retryAfter().ifPresent(wait -> {
            context.header("grpc-retry-pushback-ms", Long.toString(wait.toMillis()));
            context.header("grpc-status-details-bin", status.details(failure.message(), wait));
        });
    }

    private boolean isMethod(String path) {
        return routes().stream().anyMatch(route -> route.path().equals(path));
    }

    private ServerLiveResponse live(Context context, ServerLiveRequest request) {
        return ServerLiveResponse.newBuilder().setLive(true).build();
    }

    private ServerReadyResponse ready(Context context, ServerReadyRequest request) {
        return ServerReadyResponse.newBuilder().setReady(ready.getAsBoolean()).build();
    }

    private ServerMetadataResponse server(Context context, ServerMetadataRequest request) {
        return ServerMetadataResponse.newBuilder()
                .setName("insula")
                .setVersion(version)
                .addAllExtensions(OipRest.EXTENSIONS)
                .build();
    }

    private ModelReadyResponse modelReady(Context context, ModelReadyRequest request) {
        find(context, request.getName(), request.getVersion());
        return ModelReadyResponse.newBuilder().setReady(true).build();
    }

    private ModelMetadataResponse metadata(Context context, ModelMetadataRequest request) throws InterruptedException {
        Inference.At at = find(context, request.getName(), request.getVersion());
        return ProtoResponseWriter.of(inference.metadata(callers.of(context), at));
    }

    private ModelInferResponse infer(Context context, ModelInferRequest message) throws InterruptedException {
        Optional<Duration> deadline = GrpcTimeout.parse(context.header("grpc-timeout"));
        Inference.At at = find(context, message.getModelName(), message.getModelVersion());
        InferRequest request = ProtoRequestReader.read(message, deadline);
        return ProtoResponseWriter.of(inference.infer(callers.of(context), at, request), request.binaryOutput());
    }

    private Inference.At find(Context context, String name, String version) {
        Caller caller = callers.of(context);
        Inference.At at = inference.find(caller, name, version);
        Asked.model(context, name);
        return at;
    }
}
