using FaceRek.Core.Faces.Matching;
using FaceRek.Core.Faces.Templates;

namespace FaceRek.Tests.Core.Faces.Matching;

/// <summary>What a gallery costs in memory. Times are measured by the bench command.</summary>
[Collection(nameof(MeasuresMemory))]
public sealed class GalleryCostTests
{
    private const int Length = 128;

    [Theory]
    [InlineData(300, 100)]
    [InlineData(10_000, 3)]
    [InlineData(30_000, 1)]
    public void A_gallery_takes_at_most_a_third_more_than_its_vectors_with_one_template_a_person(int people, int copies)
    {
        // The process forgets things of its own meanwhile: what is measured has to be much more than those.
        var galleries = new Gallery[copies];
        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var copy = 0; copy < copies; copy++) { galleries[copy] = Filled(people); }
        var taken = GC.GetTotalMemory(forceFullCollection: true) - before;
        Assert.All(galleries, gallery => Assert.Equal(people, gallery.People));
        var vectors = (long)copies * people * Length * sizeof(float);
        Assert.InRange(taken, vectors, 1.3 * vectors);
    }

    [Fact]
    public void A_search_allocates_no_more_in_thirty_thousand_than_in_thirty()
    {
        var (small, large, probe) = (Filled(30), Filled(30_000), new Template(Crowd.Model, Vector(7)));
        Assert.InRange(AllocatedBy(large, probe), 0, AllocatedBy(small, probe) + 100);
        Assert.InRange(AllocatedBy(large, probe), 0, 1_000);
    }

    private static long AllocatedBy(Gallery gallery, Template probe)
    {
        for (var warm = 0; warm < 3; warm++) { _ = gallery.Identify(probe, 0.1); }
        var before = GC.GetAllocatedBytesForCurrentThread();
        _ = gallery.Identify(probe, 0.1);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static Gallery Filled(int people)
    {
        var gallery = Crowd.NewGallery();
        for (var person = 0; person < people; person++) { gallery.Put(Guid.CreateVersion7(), Guid.CreateVersion7(), new Template(Crowd.Model, Vector(person))); }
        return gallery;
    }

    private static float[] Vector(int person)
    {
        var vector = new float[Length];
        vector[person % Length] = 1;
        return vector;
    }
}
