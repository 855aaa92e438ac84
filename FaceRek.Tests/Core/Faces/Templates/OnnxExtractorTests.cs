using System.Numerics.Tensors;
using FaceRek.Core.Faces.Detection;
using FaceRek.Core.Faces.Models;
using FaceRek.Core.Faces.Templates;
using FaceRek.Tests.Core.Faces.Models;
using OpenCvSharp;

namespace FaceRek.Tests.Core.Faces.Templates;

public sealed class OnnxExtractorTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Pictures_of_one_person_agree_and_pictures_of_two_do_not(bool looksTwice)
    {
        using var extractor = Open(looksTwice);
        var faces = Everybody(extractor);

        var pairs = faces
            .SelectMany(
                (one, i) =>
                    faces
                        .Skip(i + 1)
                        .Select(other =>
                            (Same: one.Person == other.Person, Score: Cosine(one.Template, other.Template))
                        )
            )
            .ToList();

        var threshold = SharedPacks.MobileFaceNet.Thresholds[0].Value;
        Assert.All(pairs.Where(pair => pair.Same), pair => Assert.True(pair.Score >= threshold));
        Assert.All(pairs.Where(pair => !pair.Same), pair => Assert.True(pair.Score < threshold));
    }

    [Fact]
    public void A_template_is_a_unit_vector_of_its_model()
    {
        using var extractor = Open(looksTwice: false);

        var template = Everybody(extractor)[0].Template;

        Assert.Equal("mobilefacenet/y1", template.Model.ToString());
        Assert.Equal(128, template.Values.Length);
        Assert.Equal(1, TensorPrimitives.Norm(template.Values), 1e-5f);
    }

    [Fact]
    public void A_mirrored_face_makes_the_same_template_when_both_ways_are_looked_at()
    {
        using var extractor = Open(looksTwice: true);
        using var picture = SharedPacks.Picture(SharedPacks.People()[0]);
        using var mirrored = picture.Flip(FlipMode.Y);
        using var detector = new YunetDetector(SharedPacks.Yunet640, SharedPacks.Network(SharedPacks.Yunet640));

        var straight = extractor.Extract(picture, detector.Detect(picture)[0]);
        var reversed = extractor.Extract(mirrored, detector.Detect(mirrored)[0]);

        Assert.True(Cosine(straight, reversed) > 0.95f);
    }

    [Fact]
    public async Task Parallel_calls_answer_what_single_calls_answer()
    {
        using var extractor = Open(looksTwice: false);
        using var detector = new YunetDetector(SharedPacks.Yunet320, SharedPacks.Network(SharedPacks.Yunet320));
        using var picture = SharedPacks.Picture(SharedPacks.People()[0]);
        var face = detector.Detect(picture)[0];
        var single = extractor.Extract(picture, face).ToBytes();

        var parallel = await Task.WhenAll(
            Enumerable
                .Range(0, 32)
                .Select(_ =>
                    Task.Run(() => extractor.Extract(picture, face).ToBytes(), TestContext.Current.CancellationToken)
                )
        );

        Assert.All(parallel, bytes => Assert.Equal(single, bytes));
    }

    [Fact]
    public void A_manifest_that_promises_another_length_is_refused_in_words()
    {
        SharedPacks.SkipWhereAbsent();
        var manifest = SharedPacks.MobileFaceNet with { Dimensions = 512 };
        var exception = Assert.Throws<ModelException>(() => new OnnxExtractor(manifest, SharedPacks.Network(manifest)));
        Assert.Equal("The network of mobilefacenet does not answer with 512 numbers.", exception.Message);
    }

    [Fact]
    public void A_manifest_that_names_another_output_is_refused_in_words()
    {
        SharedPacks.SkipWhereAbsent();
        var manifest = SharedPacks.MobileFaceNet with { Output = "embedding" };
        var exception = Assert.Throws<ModelException>(() => new OnnxExtractor(manifest, SharedPacks.Network(manifest)));
        Assert.Equal("The network of mobilefacenet has no output 'embedding'; it has fc1.", exception.Message);
    }

    private static OnnxExtractor Open(bool looksTwice)
    {
        SharedPacks.SkipWhereAbsent();
        return new OnnxExtractor(
            SharedPacks.MobileFaceNet with
            {
                IsMirrored = looksTwice,
            },
            SharedPacks.Network(SharedPacks.MobileFaceNet)
        );
    }

    private static List<(string Person, Template Template)> Everybody(OnnxExtractor extractor)
    {
        using var detector = new YunetDetector(SharedPacks.Yunet320, SharedPacks.Network(SharedPacks.Yunet320));
        return
        [
            .. SharedPacks
                .People()
                .Select(path =>
                {
                    using var picture = SharedPacks.Picture(path);
                    return (Path.GetDirectoryName(path)!, extractor.Extract(picture, detector.Detect(picture)[0]));
                }),
        ];
    }

    private static float Cosine(Template one, Template other) => TensorPrimitives.Dot(one.Values, other.Values);
}
