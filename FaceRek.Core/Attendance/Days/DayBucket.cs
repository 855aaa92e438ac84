namespace FaceRek.Core.Attendance.Days;

/// <summary>What belongs to one day of one person.</summary>
internal sealed class DayBucket
{
    public List<PlannedPart> Plan { get; } = [];
    public List<DayPiece> Pieces { get; } = [];
    public List<UnpairedPunch> Lone { get; } = [];

    /// <summary>A night was divided and part of it lies elsewhere.</summary>
    public bool IsSplit { get; set; }

    /// <summary>Those made on this day's account; of a divided night each end where it lies.</summary>
    public IEnumerable<DayPunch> Punches => Pieces.SelectMany(PunchesOf).Concat(Lone.Select(one => one.Punch));

    /// <summary>Its hours, or that it stands alone, belong to this day.</summary>
    public bool Counts(Guid punchId) =>
        Pieces.Exists(piece => piece.Session.In.Id == punchId || piece.Session.Out?.Id == punchId)
        || Lone.Exists(one => one.Punch.Id == punchId);

    private static IEnumerable<DayPunch> PunchesOf(DayPiece piece)
    {
        if (piece.HasIn)
        {
            yield return piece.Session.In;
        }
        if (piece.HasOut && piece.Session.Out is { } last)
        {
            yield return last;
        }
    }
}
