using System.Text.Json;
using FaceRek.Core.Faces.Models;

namespace FaceRek.Core.Faces.Conversion;

/// <summary>
/// The residual network of 29 layers from dlib's face recognition (Davis King, dlib.net), made of the weights that
/// face-api.js brings for it: 150x150 RGB, 0 to 255, to a vector of 128.
/// </summary>
/// <remarks>
/// Numbers are written as float32 (22 MB). Keeping the stored bytes with a DequantizeLinear in front of each layer would
/// save 16 MB of disk and compute the same, but takes a switch of ONNX Runtime to be as fast (3.8 instead of 2.4 ms).
/// </remarks>
internal sealed class DlibResnet
{
    public const int Side = 150,
        Dimensions = 128;

    /// <summary>face-api.js subtracts these from red, green and blue and divides by 255; dlib itself divides by 256.</summary>
    private static readonly double[] Mean = [122.782, 117.001, 104.298];
    private const double Range = 255;

    private readonly OnnxGraph graph = new();
    private readonly TfjsWeights weights;

    private DlibResnet(TfjsWeights weights) => this.weights = weights;

    /// <param name="list">The weights manifest of face-api.js.</param>
    /// <exception cref="ModelException">They are not the weights of this network.</exception>
    public static byte[] ToOnnx(byte[] list, byte[] bytes)
    {
        using var groups = JsonDocument.Parse(list);
        return new DlibResnet(new TfjsWeights(groups.RootElement, bytes)).Write();
    }

    private byte[] Write()
    {
        var x = Layer("data", "conv32_down", stride: 2, pad: 0, isFirst: true);
        x = graph.Add("Relu", "conv32_down/relu", [x]);
        x = graph.Add("MaxPool", "pool", [x], new("kernel_shape", 3, 3), new("strides", 2, 2));
        x = Same(Same(Same(x, "conv32_1"), "conv32_2"), "conv32_3");
        x = Down(x, "conv64_down", newChannels: 32, isSmaller: false);
        x = Same(Same(Same(x, "conv64_1"), "conv64_2"), "conv64_3");
        x = Down(x, "conv128_down", newChannels: 64, isSmaller: false);
        x = Same(Same(x, "conv128_1"), "conv128_2");
        x = Down(x, "conv256_down", newChannels: 128, isSmaller: true);
        x = Same(Same(x, "conv256_1"), "conv256_2");
        x = Down(x, "conv256_down_out", newChannels: 0, isSmaller: true);
        x = graph.Add("GlobalAveragePool", "mean", [x]);
        x = graph.Add("Flatten", "features", [x]);
        var last = weights["fc"];
        graph.Add("MatMul", "embedding", [x, graph.AddNumbers("fc", last.Shape, last.Values)]);
        return graph.ToBytes("dlib-resnet", ("data", [1, 3, Side, Side]), ("embedding", [1, Dimensions]));
    }

    /// <summary>Two layers, and what came in added to what comes out.</summary>
    private string Same(string x, string name)
    {
        var y = graph.Add("Relu", $"{name}/relu1", [Layer(x, $"{name}/conv1", stride: 1, pad: 1)]);
        y = Layer(y, $"{name}/conv2", stride: 1, pad: 1);
        return graph.Add("Relu", $"{name}/relu", [graph.Add("Add", $"{name}/sum", [y, x])]);
    }

    /// <summary>The same at half the size, with more channels.</summary>
    /// <param name="newChannels">They are zero in what came in.</param>
    /// <param name="isSmaller">The layers leave one row and one column less than the mean over 2x2 does.</param>
    private string Down(string x, string name, int newChannels, bool isSmaller)
    {
        var y = graph.Add("Relu", $"{name}/relu1", [Layer(x, $"{name}/conv1", stride: 2, pad: 0)]);
        y = Layer(y, $"{name}/conv2", stride: 1, pad: 1);
        var a = graph.Add("AveragePool", $"{name}/half", [x], new("kernel_shape", 2, 2), new("strides", 2, 2));
        if (isSmaller)
        {
            y = Pad(y, $"{name}/wider", channels: 0, pixels: 1);
        }
        if (newChannels > 0)
        {
            a = Pad(a, $"{name}/deeper", newChannels, pixels: 0);
        }
        return graph.Add("Relu", $"{name}/relu", [graph.Add("Add", $"{name}/sum", [a, y])]);
    }

    /// <summary>Zeros behind the channels, at the bottom and at the right.</summary>
    private string Pad(string x, string name, int channels, int pixels) =>
        graph.Add("Pad", name, [x, graph.AddWhole($"{name}/by", 0, 0, 0, 0, 0, channels, pixels, pixels)]);

    /// <summary>A convolution, and the scale and shift of each channel that follow it, in one: both are linear.</summary>
    private string Layer(string x, string name, int stride, int pad, bool isFirst = false)
    {
        var filters = weights[$"{name}/conv/filters"].Transposed(3, 2, 0, 1);
        var (scale, shift) = (weights[$"{name}/scale/weights"].Values, weights[$"{name}/scale/biases"].Values);
        var offsets = weights[$"{name}/conv/bias"].Values;
        var (folded, bias) = (new float[filters.Values.Length], new float[offsets.Length]);
        var each = filters.Values.Length / bias.Length;
        for (var channel = 0; channel < bias.Length; channel++)
        {
            var own = filters.Values.AsSpan(channel * each, each);
            var offset = offsets[channel] - (isFirst ? OfMean(own) : 0);
            bias[channel] = (float)((offset * scale[channel]) + shift[channel]);
            for (var i = 0; i < each; i++)
            {
                folded[(channel * each) + i] = (float)(own[i] * (double)scale[channel] / (isFirst ? Range : 1));
            }
        }
        var kernel = filters.Shape[2];
        return graph.Add(
            "Conv",
            $"{name}/conv",
            [
                x,
                graph.AddNumbers($"{name}/filters", filters.Shape, folded),
                graph.AddNumbers($"{name}/bias", [bias.Length], bias),
            ],
            new("kernel_shape", kernel, kernel),
            new("strides", stride, stride),
            new("pads", pad, pad, pad, pad)
        );
    }

    /// <summary>What a filter of the first layer answers to the mean picture; without padding it sees that much everywhere.</summary>
    private static double OfMean(ReadOnlySpan<float> filter)
    {
        var each = filter.Length / Mean.Length;
        double sum = 0;
        for (var i = 0; i < filter.Length; i++)
        {
            sum += filter[i] * Mean[i / each] / Range;
        }
        return sum;
    }
}
