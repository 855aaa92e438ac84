namespace FaceRek.Core.Attendance.Days;

/// <summary>What the calendar says of a person's days: holidays of their site by name, and approved leave.</summary>
public sealed record DayCalendar(
    IReadOnlyDictionary<DateOnly, string> Holidays,
    IReadOnlyDictionary<DateOnly, DayLeave> Leave
)
{
    public static readonly DayCalendar None = new(
        new Dictionary<DateOnly, string>(),
        new Dictionary<DateOnly, DayLeave>()
    );
}
