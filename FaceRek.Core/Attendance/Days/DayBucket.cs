namespace FaceRek.Core.Attendance.Days;

/// <summary>What belongs to one day of one person.</summary>
internal sealed class DayBucket
{
    public List<PlannedPart> Plan { get; } = [];
    public List<DayPiece> Pieces { get; } = [];
    public List<LonePunch> Lone { get; } = [];

    /// <summary>A night was divided and part of it lies elsewhere.</summary>
    public bool IsSplit { get; set; }
}
