using System.Numerics.Tensors;
using System.Text;
using FaceRek.Core.Faces.Conversion;
using FaceRek.Core.Faces.Models;
using FaceRek.Tests.Core.Faces.Models;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace FaceRek.Tests.Core.Faces.Conversion;

/// <summary>What is converted here computes what TensorFlow.js computes from the same files.</summary>
public sealed class ConvertedNetworkTests
{
    [Theory]
    [InlineData("blazeface")]
    [InlineData("dlib-resnet")]
    [InlineData("facemesh")]
    public void The_result_is_the_same_on_every_machine(string name)
    {
        var model = RealPackages.Model(name);
        var network = RealPackages.Network(name);
        Assert.Equal((model.Bytes, model.Manifest.Sha256), (network.Length, PackFolder.Hash(network)));
    }

    /// <summary>What face-api.js 1.7.15 computes in plain JavaScript of the picture of <see cref="Pattern"/>, with its own preparation.</summary>
    private static readonly float[] Embedding =
    [
        -0.06590901f,
        0.1361441f,
        0.07182167f,
        -0.008190281f,
        -0.04764525f,
        -0.04485124f,
        -0.06000198f,
        -0.0007698523f,
        0.1060451f,
        0.001717724f,
        0.2389397f,
        -0.01801766f,
        -0.2416871f,
        -0.04027833f,
        -0.02383405f,
        0.08471975f,
        -0.1417399f,
        -0.04189492f,
        -0.1404907f,
        -0.1265415f,
        0.05413247f,
        0.02126339f,
        -0.01517246f,
        -0.01781131f,
        -0.1120013f,
        -0.2647642f,
        -0.06690352f,
        -0.1321282f,
        0.08463217f,
        -0.1864398f,
        0.0270126f,
        -0.004363619f,
        -0.1668612f,
        -0.05820696f,
        -0.02563516f,
        0.01131906f,
        0.0004786584f,
        -0.06233801f,
        0.1500507f,
        -0.01814422f,
        -0.1092741f,
        -0.0234802f,
        -0.01222058f,
        0.2515258f,
        0.1912234f,
        0.05115145f,
        -0.001491103f,
        -0.03531303f,
        0.02446684f,
        -0.2486506f,
        -0.01038102f,
        0.1585891f,
        0.07004461f,
        0.1251448f,
        0.05222028f,
        -0.1513419f,
        0.005898345f,
        0.06484335f,
        -0.1363678f,
        0.02062112f,
        -0.008110645f,
        -0.1149339f,
        -0.03867618f,
        -0.1053497f,
        0.2216686f,
        0.04498417f,
        -0.08750051f,
        -0.105276f,
        0.133126f,
        -0.1321359f,
        -0.01955901f,
        0.09475274f,
        -0.08983886f,
        -0.1424174f,
        -0.2375018f,
        0.1037446f,
        0.356364f,
        0.1632202f,
        -0.1734263f,
        0.02788323f,
        -0.1469277f,
        -0.0512517f,
        -0.01434669f,
        -0.009769445f,
        -0.06994849f,
        0.01033525f,
        -0.06732051f,
        0.07073666f,
        0.1812348f,
        -0.1015772f,
        0.03180512f,
        0.168115f,
        -0.05759779f,
        0.02322678f,
        -0.01813509f,
        -0.02166741f,
        -0.09967597f,
        0.004318977f,
        -0.03370207f,
        -0.01384555f,
        0.1151638f,
        -0.1332213f,
        0.03424621f,
        0.09182733f,
        -0.1613955f,
        0.08989651f,
        0.01069699f,
        -0.05741219f,
        0.01719267f,
        0.0208619f,
        -0.06381369f,
        -0.05017211f,
        0.2456307f,
        -0.2247148f,
        0.2666182f,
        0.2328727f,
        0.01227413f,
        0.1174731f,
        0.04594122f,
        0.1205792f,
        -0.05712734f,
        -0.01764127f,
        -0.1086787f,
        -0.05433303f,
        0.01837917f,
        -0.00809657f,
        -0.01743374f,
        -0.01341227f,
    ];

    [Fact]
    public void Dlibs_network_computes_what_face_api_computes()
    {
        var found = Run(RealPackages.Network("dlib-resnet"), "data", [1, 3, 150, 150], Pattern(150, 1), "embedding")[0];

        Assert.Equal(Embedding.Length, found.Length);
        Assert.InRange(TensorPrimitives.Distance(Embedding, found), 0, 5e-6f);
    }

    /// <summary>As TensorFlow.js computes it: the first and the last points, and the sum of all numbers.</summary>
    [Fact]
    public void The_mesh_computes_what_TensorFlow_js_computes()
    {
        var found = Run(
            RealPackages.Network("facemesh"),
            "input_1",
            [1, 3, 192, 192],
            Pattern(192, 1 / 255f),
            "output_mesh",
            "output_faceflag"
        );

        float[] first = [95.863609f, 111.341209f, -13.199694f, 98.401962f, 97.637825f, -21.999548f];
        float[] last = [131.046295f, 69.338722f, 9.185411f, 133.559372f, 65.628609f, 9.524905f];
        Assert.InRange(TensorPrimitives.Distance(first, found[0].AsSpan(0, 6)), 0, 1e-3f);
        Assert.InRange(TensorPrimitives.Distance(last, found[0].AsSpan(1398)), 0, 1e-3f);
        Assert.Equal(88802.686, found[0].Sum(number => (double)number), 0.05);
        Assert.Equal(3.95e-5f, Assert.Single(found[1]), 1e-6f);
    }

    [Fact]
    public void Dlibs_network_is_folded_to_a_convolution_a_layer()
    {
        var graph = ProtobufField.Of(RealPackages.Network("dlib-resnet")).Single(field => field.Number == 7);
        var kinds = ProtobufField
            .Of(graph.Content)
            .Where(field => field.Number == 1)
            .Select(node => ProtobufField.Of(node.Content).Single(entry => entry.Number == 4))
            .CountBy(kind => Encoding.UTF8.GetString(kind.Content.Span))
            .ToDictionary();

        // 29 layers: 28 of convolution and the last one; 14 blocks, of which 4 halve the picture.
        Assert.Equal((29, 1, 14, 4), (kinds["Conv"], kinds["MatMul"], kinds["Add"], kinds["AveragePool"]));
        Assert.DoesNotContain("Mul", kinds.Keys);
    }

    [Fact]
    public void Weights_that_lack_a_tensor_are_told()
    {
        var files = RealPackages.Files(((ModelOrigin.Package)RealPackages.Model("dlib-resnet").Origin).From);
        var list = Encoding.UTF8.GetString(files["model/face_recognition_model-weights_manifest.json"]);
        var fault = Assert.Throws<ModelException>(() =>
            DlibResnet.ToOnnx(
                Encoding.UTF8.GetBytes(
                    list.Replace("\"conv128_2/conv1/conv/bias\"", "\"other\"", StringComparison.Ordinal)
                ),
                files["model/face_recognition_model.bin"]
            )
        );
        Assert.Equal("The weights have no tensor 'conv128_2/conv1/conv/bias'.", fault.Message);
    }

    [Fact]
    public void An_operation_that_is_not_known_is_told()
    {
        var files = RealPackages.Files(((ModelOrigin.Package)RealPackages.Model("facemesh").Origin).From);
        var graph = Encoding.UTF8.GetString(files["models/facemesh.json"]);
        var fault = Assert.Throws<ModelException>(() =>
            TfjsGraph.ToOnnx(
                Encoding.UTF8.GetBytes(graph.Replace("\"Sigmoid\"", "\"Erf\"", StringComparison.Ordinal)),
                files["models/facemesh.bin"],
                "facemesh",
                "output_faceflag"
            )
        );
        Assert.Equal("The network has an operation 'Erf' that is not known here.", fault.Message);
    }

    /// <summary>A picture with all grey levels in it, channel by channel.</summary>
    private static float[] Pattern(int side, float scale)
    {
        var numbers = new float[3 * side * side];
        for (var i = 0; i < numbers.Length; i++)
        {
            var (channel, y, x) = (i / (side * side), i / side % side, i % side);
            numbers[i] = ((x * 7) + (y * 13) + (channel * 50) + (x * y % 31)) % 256 * scale;
        }
        return numbers;
    }

    private static float[][] Run(byte[] network, string input, int[] shape, float[] numbers, params string[] outputs)
    {
        OnnxTelemetry.SwitchOff();
        using var session = new InferenceSession(network);
        using var answers = session.Run(
            [NamedOnnxValue.CreateFromTensor(input, new DenseTensor<float>(numbers, shape))],
            outputs
        );
        return [.. answers.Select(answer => answer.AsEnumerable<float>().ToArray())];
    }
}
