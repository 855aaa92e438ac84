using FaceRek.Core.Faces.Matching;
using FaceRek.Core.Faces.Templates;

namespace FaceRek.Tests.Core.Faces.Matching;

/// <summary>The memory of a search. The size of a gallery and times are measured by the bench command.</summary>
public sealed class GalleryCostTests
{
    private const int Length = 128;

    [Fact]
    public void A_search_allocates_no_more_in_thirty_thousand_than_in_thirty()
    {
        var (small, large, probe) = (Filled(30), Filled(30_000), new Template(Crowd.Model, Vector(7)));
        Assert.InRange(AllocatedBy(large, probe), 0, AllocatedBy(small, probe) + 100);
        Assert.InRange(AllocatedBy(large, probe), 0, 1_000);
    }

    private static long AllocatedBy(Gallery gallery, Template probe)
    {
        for (var warm = 0; warm < 3; warm++)
        {
            gallery.Identify(probe, 0.1);
        }
        var before = GC.GetAllocatedBytesForCurrentThread();
        gallery.Identify(probe, 0.1);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static Gallery Filled(int people)
    {
        var gallery = Crowd.NewGallery();
        for (var person = 0; person < people; person++)
        {
            gallery.Put(Guid.CreateVersion7(), Guid.CreateVersion7(), new Template(Crowd.Model, Vector(person)));
        }
        return gallery;
    }

    private static float[] Vector(int person)
    {
        var vector = new float[Length];
        vector[person % Length] = 1;
        return vector;
    }
}
