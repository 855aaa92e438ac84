namespace FaceRek.Core.Attendance.Days;

/// <summary>A number that stands for some punches as they are (FNV-1a, 64 bits): another time or another punch makes another number.</summary>
internal static class DecisionFingerprint
{
    private const ulong Offset = 14695981039346656037;
    private const ulong Prime = 1099511628211;

    public static long Of(IEnumerable<DayPunch> punches)
    {
        var hash = Offset;
        Span<byte> bytes = stackalloc byte[24];
        foreach (var punch in punches)
        {
            punch.Id.TryWriteBytes(bytes);
            BitConverter.TryWriteBytes(bytes[16..], punch.At.ToUnixTimeSeconds());
            foreach (var one in bytes)
            {
                hash = unchecked((hash ^ one) * Prime);
            }
        }
        return unchecked((long)hash);
    }
}
