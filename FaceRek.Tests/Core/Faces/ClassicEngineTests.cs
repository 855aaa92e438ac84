using FaceRek.Core.Faces;
using FaceRek.Core.Faces.Imaging;
using FaceRek.Core.Faces.Matching;
using FaceRek.Core.Faces.Models;

namespace FaceRek.Tests.Core.Faces;

/// <summary>The engine that is always there, on drawn people.</summary>
public sealed class ClassicEngineTests : IDisposable
{
    private const int People = 12;
    private readonly FaceModel model = FaceModel.Classic();

    public void Dispose() => model.Dispose();

    [Fact]
    public void Each_drawn_person_is_read_matches_their_other_moments_and_nobody_else()
    {
        var gallery = model.NewGallery();
        var ids = Enumerable.Range(0, People).Select(_ => Guid.CreateVersion7()).ToArray();
        for (var person = 0; person < People; person++)
        {
            for (var moment = 0; moment < 3; moment++) { gallery.Put(ids[person], Guid.CreateVersion7(), Read(person, moment)); }
        }
        for (var person = 0; person < People; person++)
        {
            var probe = Read(person, moment: 7);
            Assert.Equal(MatchDecision.Match, gallery.Verify(ids[person], probe).Decision);
            Assert.NotEqual(MatchDecision.Match, gallery.Verify(ids[(person + 1) % People], probe).Decision);
            Assert.Equal(ids[person], gallery.Identify(probe, 1)[0].PersonId);
        }
    }

    [Fact]
    public void A_company_of_one_accepts_that_one_and_refuses_others()
    {
        var gallery = model.NewGallery();
        var only = Guid.CreateVersion7();
        for (var moment = 0; moment < 4; moment++) { gallery.Put(only, Guid.CreateVersion7(), Read(person: 1, moment)); }

        Assert.Equal(MatchDecision.Match, gallery.Verify(only, Read(person: 1, moment: 9)).Decision);
        Assert.All(Enumerable.Range(2, 10), stranger => Assert.NotEqual(MatchDecision.Match, gallery.Verify(only, Read(stranger, moment: 9)).Decision));
    }

    [Fact]
    public void Who_is_taken_out_of_the_gallery_matches_no_longer()
    {
        var gallery = model.NewGallery();
        var (person, template) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        gallery.Put(person, template, Read(1, 1));
        Assert.Equal(MatchDecision.Match, gallery.Verify(person, Read(1, 2)).Decision);
        Assert.True(gallery.Remove(template));
        Assert.Equal(MatchDecision.Unknown, gallery.Verify(person, Read(1, 2)).Decision);
    }

    [Fact]
    public void Eight_readers_at_once_read_what_one_reads_after_the_other()
    {
        var pictures = Enumerable.Range(0, 8).Select(person => DrawnFaces.Draw(person, DrawnScene.At(person))).ToArray();
        var alone = pictures.Select(picture => Readable(picture).Template.Values.ToArray()).ToArray();
        var together = new float[pictures.Length][];
        _ = Parallel.For(0, pictures.Length, i => together[i] = Readable(pictures[i]).Template.Values.ToArray());
        for (var i = 0; i < pictures.Length; i++) { Assert.Equal(alone[i], together[i]); }
    }

    [Fact]
    public void What_is_wrong_with_a_picture_is_said()
    {
        Assert.IsType<FaceReading.NoFace>(Read(DrawnFaces.DrawNobody()));
        Assert.IsType<FaceReading.Unreadable>(Read([1, 2, 3]));
        Assert.IsType<FaceReading.SeveralFaces>(Read(DrawnFaces.Draw([(1, new DrawnScene { Scale = 0.6f, Right = -0.25f }), (2, new DrawnScene { Scale = 0.6f, Right = 0.25f })])));
        Assert.IsType<FaceReading.PoorPicture>(Read(DrawnFaces.Draw(1, new DrawnScene { Light = 0.22f })));
    }

    private FaceReading Read(byte[] picture) => model.Reader.Read(picture, PictureLimits.Upload);

    private FaceReading.Readable Readable(byte[] picture) => Assert.IsType<FaceReading.Readable>(Read(picture));

    private FaceRek.Core.Faces.Templates.Template Read(int person, int moment) => Readable(DrawnFaces.Draw(person, DrawnScene.At(moment))).Template;
}
