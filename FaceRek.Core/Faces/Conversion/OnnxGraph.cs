using System.Runtime.InteropServices;
using System.Text;
using FaceRek.Core.Faces.Models;

namespace FaceRek.Core.Faces.Conversion;

/// <summary>
/// Writes a network as ONNX, node by node. The same calls give the same bytes on every machine, so that the result can
/// be pinned by its hash.
/// </summary>
/// <remarks>Field numbers are those of onnx.proto.</remarks>
internal sealed class OnnxGraph
{
    /// <summary>Opset 13 with intermediate representation 7, which ONNX Runtime reads since 1.7.</summary>
    private const int Opset = 13,
        Representation = 7;

    private const int Float = 1,
        Int64 = 7;

    private readonly List<byte[]> nodes = [];
    private readonly List<byte[]> initializers = [];
    private readonly HashSet<string> known = new(StringComparer.Ordinal);

    /// <returns><paramref name="output"/>.</returns>
    public string Add(string kind, string output, string[] inputs, params OnnxAttribute[] attributes)
    {
        nodes.Add(
            Message(node =>
            {
                foreach (var input in inputs)
                {
                    Write(node, 1, input);
                }
                Write(node, 2, output);
                Write(node, 3, output);
                Write(node, 4, kind);
                foreach (var attribute in attributes)
                {
                    Write(node, 5, attribute.ToBytes());
                }
            })
        );
        return output;
    }

    /// <returns><paramref name="name"/>.</returns>
    public string AddNumbers(string name, int[] shape, float[] values) =>
        AddTensor(name, [.. shape.Select(side => (long)side)], Float, MemoryMarshal.AsBytes<float>(values));

    /// <returns><paramref name="name"/>.</returns>
    public string AddWhole(string name, params long[] values) =>
        AddTensor(name, [values.Length], Int64, MemoryMarshal.AsBytes<long>(values));

    /// <param name="input">Name and shape.</param>
    /// <param name="outputs">Names and shapes.</param>
    public byte[] ToBytes(
        string name,
        (string Name, int[] Shape) input,
        params ReadOnlySpan<(string Name, int[] Shape)> outputs
    )
    {
        using var graph = new MemoryStream();
        foreach (var node in nodes)
        {
            Write(graph, 1, node);
        }
        Write(graph, 2, name);
        foreach (var initializer in initializers)
        {
            Write(graph, 5, initializer);
        }
        Write(graph, 11, Described(input));
        foreach (var output in outputs)
        {
            Write(graph, 12, Described(output));
        }
        using var model = new MemoryStream();
        Write(model, 1, Representation);
        Write(model, 2, "FaceRek");
        Write(model, 7, graph.ToArray());
        Write(model, 8, Message(opset => Write(opset, 2, Opset)));
        return model.ToArray();
    }

    private string AddTensor(string name, long[] shape, int type, ReadOnlySpan<byte> content)
    {
        if (!known.Add(name))
        {
            return name;
        }
        var bytes = content.ToArray();
        if (!BitConverter.IsLittleEndian)
        {
            throw new PlatformNotSupportedException("Networks are written on little-endian machines only.");
        }
        initializers.Add(
            Message(tensor =>
            {
                foreach (var side in shape)
                {
                    Write(tensor, 1, side);
                }
                Write(tensor, 2, type);
                Write(tensor, 8, name);
                Write(tensor, 9, bytes);
            })
        );
        return name;
    }

    private static byte[] Described((string Name, int[] Shape) value) =>
        Message(described =>
        {
            var shape = Message(sides =>
            {
                foreach (var side in value.Shape)
                {
                    Write(sides, 1, Message(dimension => Write(dimension, 1, side)));
                }
            });
            var tensor = Message(type =>
            {
                Write(type, 1, Float);
                Write(type, 2, shape);
            });
            Write(described, 1, value.Name);
            Write(described, 2, Message(type => Write(type, 1, tensor)));
        });

    internal static byte[] Message(Action<Stream> fill)
    {
        using var message = new MemoryStream();
        fill(message);
        return message.ToArray();
    }

    internal static void Write(Stream to, int field, string text) => Write(to, field, Encoding.UTF8.GetBytes(text));

    internal static void Write(Stream to, int field, byte[] content) => to.Write(ProtobufField.Write(field, content));

    internal static void Write(Stream to, int field, long number) => to.Write(ProtobufField.Write(field, number));
}

/// <summary>A named constant of a node: one whole number, several, or a word.</summary>
internal sealed record OnnxAttribute
{
    private const int Whole = 2,
        Word = 3,
        Several = 7;

    private readonly byte[] bytes;

    public OnnxAttribute(string name, long number)
        : this(name, Whole, message => OnnxGraph.Write(message, 3, number)) { }

    public OnnxAttribute(string name, string word)
        : this(name, Word, message => OnnxGraph.Write(message, 4, word)) { }

    public OnnxAttribute(string name, params long[] numbers)
        : this(
            name,
            Several,
            message =>
            {
                foreach (var number in numbers)
                {
                    OnnxGraph.Write(message, 8, number);
                }
            }
        ) { }

    private OnnxAttribute(string name, int type, Action<Stream> value) =>
        bytes = OnnxGraph.Message(message =>
        {
            OnnxGraph.Write(message, 1, name);
            value(message);
            OnnxGraph.Write(message, 20, type);
        });

    public byte[] ToBytes() => bytes;
}
