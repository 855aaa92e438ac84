using System.Runtime.InteropServices;
using System.Text;

namespace FaceRek.Tests.Core.Faces.Models;

/// <summary>
/// A real ONNX file of 200 bytes, so that no external network is needed: average grey of 16 tiles in three channels, 48
/// numbers.
/// </summary>
internal static class TinyNetwork
{
    /// <summary>
    /// 1x3x112x112 <c>data</c> -> AveragePool 28x28 -> Flatten -> 1x48 <c>fc1</c>. Field numbers are those of
    /// onnx.proto.
    /// </summary>
    public static byte[] Bytes { get; } = Model(opset: 13, [Pool, Flatten("pooled")]);

    /// <summary>The same with <c>PRelu</c> between the two, and a slope for each channel.</summary>
    public static byte[] WithPrelu(float[] slopes, int opset = 13) =>
        Model(
            opset,
            [
                Pool,
                Prelu,
                Flatten("bent"),
                Field(
                    5,
                    Message(
                        Number(1, 3),
                        Number(1, 1),
                        Number(1, 1),
                        Number(2, 1),
                        Text(8, "slope"),
                        Field(9, MemoryMarshal.AsBytes(slopes.AsSpan()).ToArray())
                    )
                ),
            ]
        );

    private static byte[] Pool =>
        Field(
            1,
            Message(Text(1, "data"), Text(2, "pooled"), Text(4, "AveragePool"), Sizes("kernel_shape"), Sizes("strides"))
        );

    private static byte[] Prelu =>
        Field(1, Message(Text(1, "pooled"), Text(1, "slope"), Text(2, "bent"), Text(4, "PRelu")));

    private static byte[] Flatten(string from) => Field(1, Message(Text(1, from), Text(2, "fc1"), Text(4, "Flatten")));

    private static byte[] Model(int opset, byte[][] graph) =>
        Message(
            Number(1, 8),
            Field(
                7,
                Message([
                    .. graph,
                    Text(2, "tiny"),
                    Field(11, Tensor("data", 1, 3, 112, 112)),
                    Field(12, Tensor("fc1", 1, 48)),
                ])
            ),
            Field(8, Message(Text(1, ""), Number(2, opset)))
        );

    private static byte[] Sizes(string name) =>
        Field(5, Message(Text(1, name), Number(8, 28), Number(8, 28), Number(20, 7)));

    private static byte[] Tensor(string name, params int[] shape) =>
        Message(
            Text(1, name),
            Field(
                2,
                Message(
                    Field(
                        1,
                        Message(
                            Number(1, 1),
                            Field(2, Message([.. shape.Select(side => Field(1, Message(Number(1, side))))]))
                        )
                    )
                )
            )
        );

    private static byte[] Text(int field, string value) => Field(field, Encoding.UTF8.GetBytes(value));

    private static byte[] Number(int field, int value) => [.. Varint(field << 3), .. Varint(value)];

    private static byte[] Field(int field, byte[] value) =>
        [.. Varint((field << 3) | 2), .. Varint(value.Length), .. value];

    private static byte[] Message(params byte[][] fields) => [.. fields.SelectMany(field => field)];

    private static byte[] Varint(int value)
    {
        var bytes = new List<byte>();
        for (; value >= 0x80; value >>= 7)
        {
            bytes.Add((byte)(value | 0x80));
        }
        return [.. bytes, (byte)value];
    }
}
