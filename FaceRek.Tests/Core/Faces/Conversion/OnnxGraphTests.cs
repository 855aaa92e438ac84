using FaceRek.Core.Faces.Conversion;
using FaceRek.Core.Faces.Models;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace FaceRek.Tests.Core.Faces.Conversion;

public sealed class OnnxGraphTests
{
    /// <summary>Two channels of 3x3; a filter of 2x2 that adds the corners of the first and doubles the second's first number.</summary>
    [Fact]
    public void A_network_that_was_written_runs_and_computes_what_was_written()
    {
        OnnxTelemetry.SwitchOff();
        var graph = new OnnxGraph();
        graph.AddNumbers("filter", [1, 2, 2, 2], [1, 0, 0, 1, 2, 0, 0, 0]);
        graph.AddNumbers("bias", [1], [-5]);
        var sum = graph.Add("Conv", "sum", ["x", "filter", "bias"], new OnnxAttribute("strides", 1, 1));
        graph.Add("Reshape", "y", [graph.Add("Relu", "positive", [sum]), graph.AddWhole("flat", 1, -1)]);
        var file = graph.ToBytes("tiny", ("x", [1, 2, 3, 3]), ("y", [1, 4]));

        using var session = new InferenceSession(file);
        using var answers = session.Run([
            NamedOnnxValue.CreateFromTensor(
                "x",
                new DenseTensor<float>(
                    new float[] { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 20, 30, 40, 50, 60, 70, 80, 90 },
                    new[] { 1, 2, 3, 3 }
                )
            ),
        ]);

        Assert.Equal(
            [1 + 5 + 20 - 5, 2 + 6 + 40 - 5, 4 + 8 + 80 - 5, 5 + 9 + 100 - 5],
            answers.Single().AsEnumerable<float>()
        );
        Assert.Equal([1, 2, 3, 3], session.InputMetadata["x"].Dimensions);
    }

    [Fact]
    public void What_is_added_twice_under_a_name_is_written_once()
    {
        var graph = new OnnxGraph();
        graph.AddNumbers("same", [1], [7]);
        var length = graph.ToBytes("g", ("x", [1]), ("y", [1])).Length;

        Assert.Equal("same", graph.AddNumbers("same", [1], [7]));

        Assert.Equal(length, graph.ToBytes("g", ("x", [1]), ("y", [1])).Length);
    }

    [Theory]
    [InlineData(1L, new byte[] { 8, 1 })]
    [InlineData(300L, new byte[] { 8, 0xac, 2 })]
    [InlineData(-1L, new byte[] { 8, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1 })]
    public void A_number_is_written_as_protobuf_writes_it(long number, byte[] bytes) =>
        Assert.Equal(bytes, ProtobufField.Write(1, number));
}
