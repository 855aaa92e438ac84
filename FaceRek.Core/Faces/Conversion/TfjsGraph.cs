using System.Globalization;
using System.Text;
using System.Text.Json;
using FaceRek.Core.Faces.Models;

namespace FaceRek.Core.Faces.Conversion;

/// <summary>
/// A network for TensorFlow.js as a graph of operations, written as ONNX. TensorFlow counts rows, columns, channels;
/// ONNX counts channels, rows, columns: the network is turned once here instead of each picture at each run.
/// </summary>
internal sealed class TfjsGraph
{
    /// <summary>The place of a side counted as batch, rows, columns, channels, in the order of ONNX.</summary>
    private static readonly int[] ToOnnxOrder = [0, 3, 1, 2];

    private readonly OnnxGraph graph = new();
    private readonly Dictionary<string, JsonElement> nodes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> written = new(StringComparer.Ordinal);
    private readonly TfjsWeights weights;
    private readonly JsonElement root;

    private TfjsGraph(JsonElement root, byte[] bytes)
    {
        this.root = root;
        weights = new TfjsWeights(root.GetProperty("weightsManifest"), bytes);
        foreach (var node in root.GetProperty("modelTopology").GetProperty("node").EnumerateArray())
        {
            nodes.Add(node.GetProperty("name").GetString()!, node);
        }
    }

    /// <param name="outputs">Names of the signature; what only others need is left out.</param>
    /// <exception cref="ModelException">It has an operation that is not known here.</exception>
    public static byte[] ToOnnx(byte[] json, byte[] bytes, string name, params ReadOnlySpan<string> outputs)
    {
        using var document = JsonDocument.Parse(json);
        return new TfjsGraph(document.RootElement, bytes).Write(name, outputs);
    }

    private byte[] Write(string name, ReadOnlySpan<string> outputs)
    {
        var signature = root.GetProperty("signature");
        var input = signature.GetProperty("inputs").EnumerateObject().Single().Value;
        var sides = Sides(input);
        if (sides is not [_, var rows, var columns, var channels])
        {
            throw new ModelException($"The network of {name} does not read a picture.");
        }
        var described = new (string, int[])[outputs.Length];
        for (var i = 0; i < outputs.Length; i++)
        {
            var output = signature.GetProperty("outputs").GetProperty(outputs[i]);
            graph.Add("Identity", outputs[i], [Convert(NodeOf(output))]);
            described[i] = (outputs[i], [1, .. Sides(output)[1..]]);
        }
        return graph.ToBytes(name, (NodeOf(input), [1, channels, rows, columns]), described);
    }

    private static int[] Sides(JsonElement tensor) =>
        [
            .. tensor
                .GetProperty("tensorShape")
                .GetProperty("dim")
                .EnumerateArray()
                .Select(side => int.Parse(side.GetProperty("size").GetString()!, CultureInfo.InvariantCulture)),
        ];

    /// <summary>A tensor is named after its node and the place among its outputs, as in <c>Identity:0</c>.</summary>
    private static string NodeOf(JsonElement tensor) => tensor.GetProperty("name").GetString()!.Split(':')[0];

    /// <returns>The name of what the node computes.</returns>
    private string Convert(string name)
    {
        if (!written.TryGetValue(name, out var result))
        {
            written[name] = result = Convert(name, new TfjsNode(nodes[name]));
        }
        return result;
    }

    private string Convert(string name, TfjsNode node)
    {
        string From(int input) => Convert(node.Inputs[input]);
        return node.Kind switch
        {
            "Placeholder" => name,
            "Identity" => From(0),
            "_FusedConv2D" => Fused(name, node, Convolution($"{name}/conv", node, From(0), isDepthwise: false)),
            "DepthwiseConv2dNative" => Convolution(name, node, From(0), isDepthwise: true),
            "AddV2" => graph.Add("Add", name, [From(0), From(1)]),
            "Relu" => graph.Add("Relu", name, [From(0)]),
            "Sigmoid" => graph.Add("Sigmoid", name, [From(0)]),
            "Prelu" => graph.Add("PRelu", name, [From(0), Slopes(node.Inputs[1])]),
            "MaxPool" => graph.Add("MaxPool", name, [From(0)], [new("kernel_shape", node.Window), .. Steps(node)]),
            "Pad" => graph.Add("Pad", name, [From(0), Padding(node.Inputs[1])]),
            "Reshape" => Reshaped(name, From(0), node.Inputs[1]),
            _ => throw new ModelException($"The network has an operation '{node.Kind}' that is not known here."),
        };
    }

    private string Convolution(string name, TfjsNode node, string input, bool isDepthwise)
    {
        // Rows, columns, channels in, channels out; depthwise: channels, and how many come of each.
        var stored = weights[node.Inputs[1]];
        var filters = isDepthwise ? stored.Transposed(2, 3, 0, 1) : stored.Transposed(3, 2, 0, 1);
        var (rows, columns) = (filters.Shape[2], filters.Shape[3]);
        int[] shape = isDepthwise ? [filters.Shape[0] * filters.Shape[1], 1, rows, columns] : filters.Shape;
        string[] inputs = [input, graph.AddNumbers(node.Inputs[1], shape, filters.Values)];
        if (node.Fused is ["BiasAdd", ..])
        {
            var bias = weights[node.Inputs[2]];
            inputs = [.. inputs, graph.AddNumbers(node.Inputs[2], bias.Shape, bias.Values)];
        }
        return graph.Add(
            "Conv",
            name,
            inputs,
            [
                new("kernel_shape", rows, columns),
                new("group", isDepthwise ? filters.Shape[0] : 1),
                new("dilations", node.Dilations),
                .. Steps(node),
            ]
        );
    }

    /// <summary>What TensorFlow computes together with a convolution: a bias, which is in it already, and an activation.</summary>
    private string Fused(string name, TfjsNode node, string convolved) =>
        node.Fused switch
        {
            ["BiasAdd"] => convolved,
            ["BiasAdd", "Relu"] => graph.Add("Relu", name, [convolved]),
            ["BiasAdd", "Prelu"] => graph.Add("PRelu", name, [convolved, Slopes(node.Inputs[3])]),
            _ => throw new ModelException(
                $"The network has an operation '{node.Kind}' with {string.Join(" and ", node.Fused)} that is not known here."
            ),
        };

    private static OnnxAttribute[] Steps(TfjsNode node) =>
        [new("strides", node.Strides), new("auto_pad", node.IsPadded ? "SAME_UPPER" : "VALID")];

    /// <summary>One for each channel, or one for each number of a picture.</summary>
    private string Slopes(string name)
    {
        var turned = weights[name].Transposed(2, 0, 1);
        return graph.AddNumbers(name, turned.Shape, turned.Values);
    }

    /// <summary>A pair for each side, before and behind; ONNX wants all before, then all behind.</summary>
    private string Padding(string name)
    {
        var pairs = weights[name].Values;
        return graph.AddWhole(
            name,
            [
                .. ToOnnxOrder.Select(side => (long)pairs[2 * side]),
                .. ToOnnxOrder.Select(side => (long)pairs[(2 * side) + 1]),
            ]
        );
    }

    /// <summary>Numbers are laid out again in TensorFlow's order, so the picture has to be in that order.</summary>
    private string Reshaped(string name, string input, string shape)
    {
        var ordered = graph.Add("Transpose", $"{name}/ordered", [input], new OnnxAttribute("perm", 0, 2, 3, 1));
        long[] sides = [.. weights[shape].Values.Select(side => (long)side)];
        return graph.Add("Reshape", name, [ordered, graph.AddWhole(shape, sides)]);
    }
}

/// <summary>One operation of a graph.</summary>
internal sealed class TfjsNode(JsonElement json)
{
    public string Kind { get; } = json.GetProperty("op").GetString()!;

    public string[] Inputs { get; } =
        json.TryGetProperty("input", out var inputs)
            ? [.. inputs.EnumerateArray().Select(input => input.GetString()!)]
            : [];

    public long[] Strides => Of("strides");

    public long[] Dilations => Of("dilations");

    public long[] Window => Of("ksize");

    /// <summary>The edge of the picture is padded, so that its size is divided by the stride and by nothing else.</summary>
    public bool IsPadded =>
        Decoded(Attribute("padding").GetProperty("s")) switch
        {
            "SAME" => true,
            "VALID" => false,
            var other => throw new ModelException($"The network has a padding '{other}' that is not known here."),
        };

    public string[] Fused =>
        json.GetProperty("attr").TryGetProperty("fused_ops", out var fused)
            ? [.. fused.GetProperty("list").GetProperty("s").EnumerateArray().Select(Decoded)]
            : [];

    /// <summary>Of rows and columns; batch and channels have none.</summary>
    private long[] Of(string name)
    {
        var list = Attribute(name).GetProperty("list").GetProperty("i");
        return
        [
            long.Parse(list[1].GetString()!, CultureInfo.InvariantCulture),
            long.Parse(list[2].GetString()!, CultureInfo.InvariantCulture),
        ];
    }

    private JsonElement Attribute(string name) => json.GetProperty("attr").GetProperty(name);

    private static string Decoded(JsonElement text) => Encoding.UTF8.GetString(text.GetBytesFromBase64());
}
