namespace FaceRek.Core.Faces.Benchmarks;

/// <summary>What the process holds in memory, native allocations included, after everything managed that can go has gone.</summary>
internal static class ResidentMemory
{
    public static long Bytes()
    {
        for (var i = 0; i < 3; i++)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            GC.WaitForPendingFinalizers();
        }
        return Environment.WorkingSet;
    }
}
