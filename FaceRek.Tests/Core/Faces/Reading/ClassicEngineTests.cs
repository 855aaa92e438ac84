using FaceRek.Core.Faces.Drawing;
using FaceRek.Core.Faces.Imaging;
using FaceRek.Core.Faces.Matching;
using FaceRek.Core.Faces.Quality;
using FaceRek.Core.Faces.Reading;
using FaceRek.Core.Faces.Templates;

namespace FaceRek.Tests.Core.Faces.Reading;

/// <summary>The engine that is always available, on drawn people.</summary>
public sealed class ClassicEngineTests : IDisposable
{
    private const int People = 12;
    private readonly FaceModel model = FaceModel.Classic();

    public void Dispose() => model.Dispose();

    [Fact]
    public void Each_drawn_person_is_read_and_matches_their_other_moments_and_no_one_else()
    {
        var gallery = model.NewGallery();
        var ids = Enumerable.Range(0, People).Select(_ => Guid.CreateVersion7()).ToArray();
        for (var person = 0; person < People; person++)
        {
            for (var moment = 0; moment < 3; moment++)
            {
                gallery.Put(ids[person], Guid.CreateVersion7(), Read(person, moment));
            }
        }
        for (var person = 0; person < People; person++)
        {
            var probe = Read(person, moment: 7);
            Assert.Equal(MatchDecision.Match, gallery.Verify(ids[person], probe).Decision);
            Assert.NotEqual(MatchDecision.Match, gallery.Verify(ids[(person + 1) % People], probe).Decision);
            Assert.Equal(ids[person], gallery.Rank(probe, 1)[0].PersonId);
        }
    }

    [Fact]
    public void A_company_of_one_accepts_that_one_and_refuses_others()
    {
        var gallery = model.NewGallery();
        var only = Guid.CreateVersion7();
        for (var moment = 0; moment < 4; moment++)
        {
            gallery.Put(only, Guid.CreateVersion7(), Read(person: 1, moment));
        }

        Assert.Equal(MatchDecision.Match, gallery.Verify(only, Read(person: 1, moment: 9)).Decision);
        Assert.All(
            Enumerable.Range(2, 10),
            stranger => Assert.NotEqual(MatchDecision.Match, gallery.Verify(only, Read(stranger, moment: 9)).Decision)
        );
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
        var pictures = Enumerable
            .Range(0, 8)
            .Select(person => DrawnFaces.Draw(person, DrawnScene.At(person)))
            .ToArray();
        var alone = pictures.Select(picture => Readable(picture).Template.Values.ToArray()).ToArray();
        var together = new float[pictures.Length][];
        Parallel.For(0, pictures.Length, i => together[i] = Readable(pictures[i]).Template.Values.ToArray());
        for (var i = 0; i < pictures.Length; i++)
        {
            Assert.Equal(alone[i], together[i]);
        }
    }

    [Fact]
    public void A_mirrored_or_shifted_picture_changes_less_than_another_person_would()
    {
        const int few = 5;
        var gallery = model.NewGallery();
        var ids = Enumerable.Range(0, few).Select(_ => Guid.CreateVersion7()).ToArray();
        for (var person = 0; person < few; person++)
        {
            gallery.Put(ids[person], Guid.CreateVersion7(), Read(person, moment: 1));
        }
        for (var person = 0; person < few; person++)
        {
            var picture = DrawnFaces.Draw(person, DrawnScene.At(5));
            var stranger = Enumerable.Range(0, few).Where(other => other != person).Max(other => Score(other, picture));
            foreach (
                var changed in new[]
                {
                    CameraStill.Mirrored(picture),
                    CameraStill.Shifted(picture, 7, 5),
                    CameraStill.Shifted(picture, -6, -9),
                }
            )
            {
                Assert.True(Score(person, changed) > stranger + 1, $"Person {person} fell near a stranger.");
            }
        }

        float Score(int person, byte[] picture) => gallery.Verify(ids[person], Readable(picture).Template).Score;
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_picture_that_lies_on_its_side_is_turned_and_the_face_told_where_it_is(bool clockwise)
    {
        var upright = DrawnFaces.Draw(4, DrawnScene.At(2));
        var gallery = model.NewGallery();
        gallery.Put(Guid.CreateVersion7(), Guid.CreateVersion7(), Readable(upright).Template);

        var lying = Readable(CameraStill.OnItsSide(upright, clockwise));

        Assert.Equal(
            MatchDecision.Match,
            gallery.Verify(gallery.Rank(lying.Template, 1)[0].PersonId!.Value, lying.Template).Decision
        );
        var (face, found) = (Readable(upright).Face, lying.Face);
        var (x, y) = (face.X + face.Width / 2, face.Y + face.Height / 2);
        var expected = clockwise ? (X: 480 - y, Y: x) : (X: y, Y: 640 - x);
        Assert.InRange(found.X + found.Width / 2, expected.X - 12, expected.X + 12);
        Assert.InRange(found.Y + found.Height / 2, expected.Y - 12, expected.Y + 12);
    }

    [Fact]
    public void Each_flaw_moves_its_own_measure_the_way_it_should()
    {
        var open = new FaceReader(model.Detector, model.Extractor, QualityLimits.None);
        var good = Measured(DrawnFaces.Draw(1, new DrawnScene()));
        Assert.True(
            Measured(DrawnFaces.Draw(1, new DrawnScene { Blur = 5 })).Quality.Sharpness < good.Quality.Sharpness
        );
        Assert.True(
            Measured(DrawnFaces.Draw(1, new DrawnScene { Light = 0.5f })).Quality.Brightness < good.Quality.Brightness
        );
        Assert.True(
            Measured(DrawnFaces.Draw(1, new DrawnScene { Scale = 0.6f })).Quality.EyeDistance < good.Quality.EyeDistance
        );
        Assert.True(
            Measured(CameraStill.Covered(DrawnFaces.Draw(1, new DrawnScene()), good.Face)).Quality.Occlusion
                > good.Quality.Occlusion
        );

        FaceReading.Readable Measured(byte[] picture) =>
            Assert.IsType<FaceReading.Readable>(open.Read(picture, PictureLimits.Upload));
    }

    [Fact]
    public void What_is_wrong_with_a_picture_is_said()
    {
        Assert.IsType<FaceReading.NoFace>(Read(DrawnFaces.DrawNobody()));
        Assert.IsType<FaceReading.Unreadable>(Read([1, 2, 3]));
        Assert.IsType<FaceReading.SeveralFaces>(
            Read(
                DrawnFaces.Draw([
                    (1, new DrawnScene { Scale = 0.6f, Right = -0.25f }),
                    (2, new DrawnScene { Scale = 0.6f, Right = 0.25f }),
                ])
            )
        );
        Assert.IsType<FaceReading.PoorPicture>(Read(DrawnFaces.Draw(1, new DrawnScene { Light = 0.22f })));
    }

    private FaceReading Read(byte[] picture) => model.Reader.Read(picture, PictureLimits.Upload);

    private FaceReading.Readable Readable(byte[] picture) => Assert.IsType<FaceReading.Readable>(Read(picture));

    private FaceRek.Core.Faces.Templates.Template Read(int person, int moment) =>
        Readable(DrawnFaces.Draw(person, DrawnScene.At(moment))).Template;
}
