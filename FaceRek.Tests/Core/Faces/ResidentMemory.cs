namespace FaceRek.Tests.Core.Faces;

/// <summary>What the process holds in memory, native allocations included.</summary>
internal static class ResidentMemory
{
    public static long Bytes()
    {
        for (var i = 0; i < 3; i++)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            GC.WaitForPendingFinalizers();
        }
        var line = File.ReadLines("/proc/self/status").First(line => line.StartsWith("VmRSS", StringComparison.Ordinal));
        return long.Parse(line.AsSpan()["VmRSS:".Length..^" kB".Length], System.Globalization.CultureInfo.InvariantCulture) * 1024;
    }
}
