package org.insula.perception;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.insula.networks.Networks;
import org.insula.onnx.Network;
import org.insula.onnx.Tensor;
import org.insula.signal.Crop;
import org.insula.signal.Picture;
import org.insula.signal.Resampler;
import org.insula.signal.Sampling;
import org.junit.jupiter.api.Test;

class FaceGraphTest {
    @Test
    void everyRowOfAMatrixIsAMean() {
        float[] half = FaceGraph.matrix(112, 0.7, false);
        for (int i = 0; i < 112; i++) {
            double sum = 0;
            for (int j = 0; j < FaceGraph.SIZE; j++) {
                sum += half[i * FaceGraph.SIZE + j];
            }
            assertEquals(1, sum, 1e-5);
        }
        float[] whole = FaceGraph.matrix(FaceGraph.SIZE / 2, 1, false);
        assertEquals(0.5f, whole[0]);
        assertEquals(0.5f, whole[1]);
        assertEquals(0, whole[2]);
        float[] turned = FaceGraph.matrix(112, 0.7, true);
        assertEquals(half[5 * FaceGraph.SIZE + 30], turned[30 * 112 + 5]);
    }

    /** The graph's own cutting against the same views cut in Java and given to the bare networks. */
    @Test
    void theGraphSeesWhatTheBareNetworksSee() {
        Picture portrait = Pictures.portrait();
        try (FaceDetector detector = new FaceDetector();
                Network composed = Network.load(Artifact.bytes(FaceEncoder.MODEL));
                Network faceApi = Networks.open("face-expression");
                Network emotion = Networks.open("emotion")) {
            Crop crop = detector.detect(portrait).get(0).aligned(FaceGraph.SCALE);
            float[] pixels = Resampler.sample(portrait, crop, Sampling.raw(FaceGraph.SIZE, Sampling.Edge.REPLICATE));
            float[] embedding = composed.run(
                            Map.of(FaceGraph.FACE, Tensor.of(pixels, 1, FaceGraph.SIZE, FaceGraph.SIZE, 3)))
                    .get(FaceGraph.EMBEDDING)
                    .floats();
            assertArrayEquals(faceApiFeatures(pixels, faceApi), part(embedding, 0, 256), 0.02f);
            assertArrayEquals(emotionFeatures(pixels, emotion), part(embedding, 256, 256), 0.02f);
        }
    }

    private static float[] part(float[] values, int from, int size) {
        return java.util.Arrays.copyOfRange(values, from, from + size);
    }

    private static float[] faceApiFeatures(float[] pixels, Network network) {
        float[] mean = new float[256];
        for (double scale : FaceGraph.scales(FaceGraph.FACE_API_SCALES)) {
            float[] view = view(pixels, scale, 112);
            for (float[] seen : List.of(view, mirrored(view, 112, 3))) {
                addMeans(network.run(Tensor.wrap(seen, 1, 112, 112, 3)), 10, mean);
            }
        }
        return mean;
    }

    private static float[] emotionFeatures(float[] pixels, Network network) {
        float[] mean = new float[256];
        for (double scale : FaceGraph.scales(FaceGraph.EMOTION_SCALES)) {
            float[] view = view(pixels, scale, 64);
            float[] grey = new float[64 * 64];
            for (int i = 0; i < grey.length; i++) {
                double luma = 0.2989 * view[3 * i] + 0.5870 * view[3 * i + 1] + 0.1140 * view[3 * i + 2];
                grey[i] = (float) ((luma / 255 - 0.5) * 2);
            }
            for (float[] seen : List.of(grey, mirrored(grey, 64, 1))) {
                addMeans(network.run(Tensor.wrap(seen, 1, 64, 64, 1)), 6, mean);
            }
        }
        return mean;
    }

    private static void addMeans(Map<String, Tensor> outputs, int views, float[] mean) {
        float[] features = outputs.get("features").floats();
        int places = features.length / mean.length;
        for (int k = 0; k < features.length; k++) {
            mean[k % mean.length] += features[k] / (views * places);
        }
    }

    private static float[] mirrored(float[] view, int size, int channels) {
        float[] mirrored = new float[view.length];
        for (int i = 0; i < size * size; i++) {
            int across = i % size;
            int opposite = i - across + size - 1 - across;
            System.arraycopy(view, i * channels, mirrored, opposite * channels, channels);
        }
        return mirrored;
    }

    /** The middle of the crop, shrunk by area means, pixel by pixel. */
    private static float[] view(float[] pixels, double scale, int size) {
        double step = scale / FaceGraph.SCALE * FaceGraph.SIZE / size;
        double begin = (1 - scale / FaceGraph.SCALE) * FaceGraph.SIZE / 2;
        float[] view = new float[3 * size * size];
        for (int i = 0; i < view.length; i++) {
            double x = begin + i / 3 % size * step;
            int row = i / (3 * size);
            double y = begin + row * step;
            double sum = 0;
            for (int v = (int) y; v < Math.min(FaceGraph.SIZE, y + step); v++) {
                for (int u = (int) x; u < Math.min(FaceGraph.SIZE, x + step); u++) {
                    double wide = Math.min(x + step, u + 1) - Math.max(x, u);
                    double high = Math.min(y + step, v + 1) - Math.max(y, v);
                    sum += wide * high * pixels[3 * (v * FaceGraph.SIZE + u) + i % 3];
                }
            }
            view[i] = (float) (sum / (step * step));
        }
        return view;
    }
}
