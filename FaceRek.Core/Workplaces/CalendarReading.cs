namespace FaceRek.Core.Workplaces;

/// <summary>What a file of holidays says.</summary>
public abstract record CalendarReading
{
    private CalendarReading() { }

    /// <param name="All">By date, each date and name once.</param>
    /// <param name="LeftOut">Events that are no whole days, such as appointments.</param>
    public sealed record Days(IReadOnlyList<(DateOnly On, string Name)> All, int LeftOut) : CalendarReading;

    public sealed record Refused(CalendarFault Fault) : CalendarReading;
}
