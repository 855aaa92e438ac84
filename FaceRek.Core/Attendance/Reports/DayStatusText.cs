using FaceRek.Core.Attendance.Days;

namespace FaceRek.Core.Attendance.Reports;

/// <summary>The result of a day, as a word and as a letter that works without colour.</summary>
public static class DayStatusText
{
    public static string Of(DayStatus status) =>
        status switch
        {
            DayStatus.Present => "Present",
            DayStatus.HalfDay => "Half day",
            DayStatus.Absent => "Absent",
            DayStatus.Holiday => "Holiday",
            DayStatus.Leave => "Leave",
            DayStatus.Incomplete => "Incomplete",
            DayStatus.Expected => "Expected",
            DayStatus.AtWork => "At work",
            _ => throw new ArgumentOutOfRangeException(nameof(status)),
        };

    public static string LetterOf(DayStatus status) =>
        status switch
        {
            DayStatus.Present => "P",
            DayStatus.HalfDay => "½",
            DayStatus.Absent => "A",
            DayStatus.Holiday => "H",
            DayStatus.Leave => "L",
            DayStatus.Incomplete => "?",
            DayStatus.Expected => "·",
            DayStatus.AtWork => "•",
            _ => throw new ArgumentOutOfRangeException(nameof(status)),
        };
}
