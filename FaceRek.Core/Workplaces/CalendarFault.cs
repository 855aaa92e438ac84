namespace FaceRek.Core.Workplaces;

/// <summary>Why a file of holidays cannot be taken in.</summary>
public enum CalendarFault
{
    Empty,
    TooLarge,

    /// <summary>Not iCalendar, or broken in the middle.</summary>
    NotACalendar,

    TooManyDays,

    /// <summary>Well-formed, and without a whole day in the years that count.</summary>
    NoWholeDays,

    /// <summary>An event repeats in another way than once a year.</summary>
    RepeatsOften,

    /// <summary>An event goes on for more than a month.</summary>
    TooLong,
}
