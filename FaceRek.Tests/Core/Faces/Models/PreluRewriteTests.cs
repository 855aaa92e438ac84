using FaceRek.Core.Faces.Models;
using OpenCvSharp;

namespace FaceRek.Tests.Core.Faces.Models;

public sealed class PreluRewriteTests
{
    private static readonly float[] Slopes = [-0.5f, 0.25f, 2];

    [Theory]
    [InlineData(100, -28)]
    [InlineData(128, 0)]
    [InlineData(200, 72)]
    public void A_rewritten_network_answers_what_PRelu_is(int grey, float centred)
    {
        var input = new NetworkInput(null, 112, 112, TensorLayout.Nchw, ChannelOrder.Rgb, [128, 128, 128], [1, 1, 1]);
        using var network = new OnnxNetwork("tiny", TinyNetwork.WithPrelu(Slopes), input, outputs: null);
        using var picture = new Mat(112, 112, MatType.CV_8UC3, Scalar.All(grey));

        var pass = network.Rent();
        pass.Run(picture);

        var expected = Slopes.SelectMany(slope => Enumerable.Repeat(centred < 0 ? slope * centred : centred, 16));
        Assert.Equal(expected, pass.Output(0).ToArray(), (one, other) => Math.Abs(one - other) < 1e-4f);
        network.Return(pass);
    }

    [Fact]
    public void Every_PRelu_is_gone_and_nothing_else()
    {
        var rewritten = PreluRewrite.Apply(TinyNetwork.WithPrelu(Slopes));
        Assert.False(Contains(rewritten, "PRelu"u8));
        Assert.True(Contains(rewritten, "AveragePool"u8));
    }

    [Fact]
    public void A_network_without_PRelu_stays_as_it_is() =>
        Assert.Equal(TinyNetwork.Bytes, PreluRewrite.Apply(TinyNetwork.Bytes));

    [Fact]
    public void A_network_from_before_slopes_broadcast_stays_as_it_is()
    {
        var old = TinyNetwork.WithPrelu(Slopes, opset: 6);
        Assert.Same(old, PreluRewrite.Apply(old));
    }

    [Fact]
    public void What_is_no_network_stays_as_it_is()
    {
        var whole = TinyNetwork.WithPrelu(Slopes);
        for (var length = 0; length < whole.Length; length++)
        {
            Assert.InRange(PreluRewrite.Apply(whole[..length]).Length, 0, 2 * whole.Length);
        }
        var noise = new byte[500];
        new Random(1).NextBytes(noise);
        Assert.Same(noise, PreluRewrite.Apply(noise));
    }

    private static bool Contains(byte[] bytes, ReadOnlySpan<byte> text) => bytes.AsSpan().IndexOf(text) >= 0;
}
