using System.Buffers.Binary;
using System.Text.Json;
using FaceRek.Core.Faces.Models;

namespace FaceRek.Core.Faces.Conversion;

/// <summary>
/// The weights of a network for TensorFlow.js: a list in JSON that says name, shape and type of each tensor, and the
/// tensors one after the other in a file of bytes, in the order of the list.
/// </summary>
internal sealed class TfjsWeights
{
    private readonly Dictionary<string, TfjsTensor> tensors = new(StringComparer.Ordinal);

    /// <param name="groups">The <c>weightsManifest</c>: groups of weights, each with its list.</param>
    /// <exception cref="ModelException">List and bytes do not go together.</exception>
    public TfjsWeights(JsonElement groups, ReadOnlySpan<byte> bytes)
    {
        var at = 0;
        foreach (var group in groups.EnumerateArray())
        {
            foreach (var weight in group.GetProperty("weights").EnumerateArray())
            {
                var read = TfjsTensor.Read(weight, bytes[at..], out var length);
                tensors.Add(weight.GetProperty("name").GetString()!, read);
                at += length;
            }
        }
        if (at != bytes.Length)
        {
            throw new ModelException($"The weights end after {at} bytes and their file after {bytes.Length}.");
        }
    }

    public TfjsTensor this[string name] =>
        tensors.TryGetValue(name, out var tensor)
            ? tensor
            : throw new ModelException($"The weights have no tensor '{name}'.");

    public bool Has(string name) => tensors.ContainsKey(name);
}

/// <param name="Values">Row by row, the last side of the shape first.</param>
internal sealed record TfjsTensor(int[] Shape, float[] Values)
{
    /// <exception cref="ModelException">It is of a type that is not known here, or longer than the bytes.</exception>
    public static TfjsTensor Read(JsonElement weight, ReadOnlySpan<byte> bytes, out int length)
    {
        int[] shape = [.. weight.GetProperty("shape").EnumerateArray().Select(side => side.GetInt32())];
        var values = new float[shape.Aggregate(1, (product, side) => checked(product * side))];
        var stored = weight.TryGetProperty("quantization", out var quantization) ? quantization : weight;
        var type = stored.GetProperty("dtype").GetString();
        var width = type switch
        {
            "uint8" => sizeof(byte),
            "float16" => sizeof(ushort),
            "float32" or "int32" => sizeof(float),
            _ => throw new ModelException($"The weights have a type '{type}' that is not known here."),
        };
        length = checked(values.Length * width);
        if (length > bytes.Length)
        {
            throw new ModelException($"The file of weights ends within '{weight.GetProperty("name")}'.");
        }
        var (scale, least) =
            type == "uint8"
                ? (quantization.GetProperty("scale").GetDouble(), quantization.GetProperty("min").GetDouble())
                : (1, 0);
        for (var i = 0; i < values.Length; i++)
        {
            var from = bytes[(i * width)..];
            values[i] = type switch
            {
                "uint8" => (float)((from[0] * scale) + least),
                "float16" => (float)BinaryPrimitives.ReadHalfLittleEndian(from),
                "int32" => BinaryPrimitives.ReadInt32LittleEndian(from),
                _ => BinaryPrimitives.ReadSingleLittleEndian(from),
            };
        }
        return new(shape, values);
    }

    /// <summary>The same numbers with the sides in another order.</summary>
    /// <param name="order">Which side comes first, which second, and so on.</param>
    public TfjsTensor Transposed(params ReadOnlySpan<int> order)
    {
        var shape = new int[order.Length];
        var steps = new int[order.Length];
        for (var side = 0; side < order.Length; side++)
        {
            shape[side] = Shape[order[side]];
            steps[side] = Shape.AsSpan(order[side] + 1).ToArray().Aggregate(1, (product, next) => product * next);
        }
        var values = new float[Values.Length];
        var place = new int[order.Length];
        for (var i = 0; i < values.Length; i++)
        {
            var from = 0;
            for (var side = 0; side < place.Length; side++)
            {
                from += place[side] * steps[side];
            }
            values[i] = Values[from];
            for (var side = place.Length - 1; side >= 0 && ++place[side] == shape[side]; side--)
            {
                place[side] = 0;
            }
        }
        return new(shape, values);
    }
}
