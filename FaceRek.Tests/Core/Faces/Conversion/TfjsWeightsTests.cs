using System.Text.Json;
using FaceRek.Core.Faces.Conversion;
using FaceRek.Core.Faces.Models;

namespace FaceRek.Tests.Core.Faces.Conversion;

public sealed class TfjsWeightsTests
{
    /// <summary>Two groups; the tensors follow each other over both: 4 bytes, 2 halves, a float, 2 whole numbers.</summary>
    private const string List = """
        [{"paths":["a"],"weights":[
           {"name":"bytes","shape":[2,2],"dtype":"float32","quantization":{"dtype":"uint8","scale":0.5,"min":-1}},
           {"name":"halves","shape":[2],"dtype":"float32","quantization":{"dtype":"float16","original_dtype":"float32"}}]},
         {"paths":["b"],"weights":[
           {"name":"float","shape":[],"dtype":"float32"},
           {"name":"whole","shape":[2],"dtype":"int32"}]}]
        """;

    private static readonly byte[] Bytes =
    [
        0,
        1,
        2,
        255, // -1, -0.5, 0, 126.5
        0x00,
        0x3c,
        0x00,
        0xc0, // 1, -2
        0x00,
        0x00,
        0x20,
        0x41, // 10
        7,
        0,
        0,
        0,
        0xff,
        0xff,
        0xff,
        0xff, // 7, -1
    ];

    [Fact]
    public void Each_type_is_read_as_the_numbers_it_stands_for()
    {
        var weights = Read(List, Bytes);

        Assert.Equal([-1, -0.5f, 0, 126.5f], weights["bytes"].Values);
        Assert.Equal([2, 2], weights["bytes"].Shape);
        Assert.Equal([1, -2], weights["halves"].Values);
        Assert.Equal([10], weights["float"].Values);
        Assert.Equal([7, -1], weights["whole"].Values);
    }

    [Fact]
    public void A_file_that_is_shorter_or_longer_than_its_list_is_refused()
    {
        Assert.Equal(
            "The file of weights ends within 'whole'.",
            Assert.Throws<ModelException>(() => Read(List, Bytes[..^1])).Message
        );
        Assert.Equal(
            "The weights end after 20 bytes and their file after 21.",
            Assert.Throws<ModelException>(() => Read(List, [.. Bytes, 0])).Message
        );
    }

    [Fact]
    public void A_type_or_name_that_is_not_known_is_told()
    {
        Assert.Equal(
            "The weights have a type 'complex64' that is not known here.",
            Assert
                .Throws<ModelException>(() => Read(List.Replace("int32", "complex64", StringComparison.Ordinal), Bytes))
                .Message
        );
        Assert.Equal(
            "The weights have no tensor 'none'.",
            Assert.Throws<ModelException>(() => Read(List, Bytes)["none"]).Message
        );
    }

    /// <summary>Rows, columns, channels in, channels out: the number at each place says where it was.</summary>
    [Fact]
    public void A_filter_is_turned_to_the_order_of_ONNX()
    {
        var filter = new TfjsTensor([2, 3, 4, 5], [.. Enumerable.Range(0, 120).Select(i => (float)i)]);

        var turned = filter.Transposed(3, 2, 0, 1);

        Assert.Equal([5, 4, 2, 3], turned.Shape);
        var i = 0;
        for (var output = 0; output < 5; output++)
        {
            for (var input = 0; input < 4; input++)
            {
                for (var row = 0; row < 2; row++)
                {
                    for (var column = 0; column < 3; column++)
                    {
                        Assert.Equal((((((row * 3) + column) * 4) + input) * 5) + output, turned.Values[i++]);
                    }
                }
            }
        }
    }

    private static TfjsWeights Read(string list, byte[] bytes)
    {
        using var groups = JsonDocument.Parse(list);
        return new TfjsWeights(groups.RootElement, bytes);
    }
}
