namespace FaceRek.Core.Workplaces;

/// <summary>What became of a wish to add holidays. Only <see cref="Added"/> wrote any.</summary>
public abstract record HolidayOutcome
{
    private HolidayOutcome() { }

    /// <param name="Days">Written now.</param>
    /// <param name="Known">Left alone, for they were there.</param>
    /// <param name="LeftOut">Entries of a file that are no whole days.</param>
    public sealed record Added(int Days, int Known, int LeftOut) : HolidayOutcome;

    public sealed record NameUnreadable : HolidayOutcome;

    /// <summary>More than some years away.</summary>
    public sealed record DayTooFar : HolidayOutcome;

    public sealed record NoSuchSite : HolidayOutcome;

    public sealed record TooMany : HolidayOutcome;

    public sealed record Unreadable(CalendarFault Fault) : HolidayOutcome;
}
