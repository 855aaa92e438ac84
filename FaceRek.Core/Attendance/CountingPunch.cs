namespace FaceRek.Core.Attendance;

/// <summary>A punch that was not voided, and when it counts.</summary>
/// <param name="At">Its own time, or the one it was moved to.</param>
public sealed record CountingPunch(Punch Punch, DateTimeOffset At)
{
    public bool IsMoved => At != Punch.At;

    /// <summary>When it counts, on the clock at its place.</summary>
    public DateTimeOffset LocalAt => TimeZoneInfo.ConvertTime(At, TimeZoneInfo.FindSystemTimeZoneById(Punch.Zone));
}
